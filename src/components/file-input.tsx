import type { ReactElement } from 'react';

interface FileInputProps {
  /** File name endings and media types, as the attribute of the same name takes them. */
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

/** A choice of one file, which may be the same again the next time. */
export function FileInput({ accept, onFile }: FileInputProps): ReactElement {
  return (
    <input
      type="file"
      accept={accept}
      onChange={(event) => {
        const [file] = event.currentTarget.files ?? [];
        if (file !== undefined) onFile(file);
        event.currentTarget.value = '';
      }}
    />
  );
}

import { Choice } from './choice';
import { useWorkbench } from '../workbench-context';
import { Field } from './field';

/** What the front sets against the error. */
export function CostChoice() {
  const costKind = useWorkbench((state) => state.draft.costKind);
  const edit = useWorkbench((state) => state.edit);
  return (
    <>
      <Choice
        name="cost"
        term="cost"
        value={costKind}
        options={[
          { value: 'operations', text: 'count' },
          { value: 'weighted', text: 'weights' },
          { value: 'x86-64', text: 'x86-64' },
          { value: 'arm64', text: 'arm64' },
        ]}
        onChoose={(value) => edit({ costKind: value })}
      />
      {costKind === 'weighted' && <Field name="a constant" field="perConstant" unit="each" numeric />}
    </>
  );
}

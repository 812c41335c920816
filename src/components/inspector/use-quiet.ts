import { useEffect, useState } from 'react';

/** The value once it has stood for `quiet` milliseconds, or at once when it is about another subject. */
export function useQuiet<Value>(value: Value, quiet: number, subject: string): Value {
  const [settled, setSettled] = useState({ value, subject });
  if (settled.subject !== subject) setSettled({ value, subject });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ value, subject }), quiet);
    return () => clearTimeout(timer);
  }, [value, quiet, subject]);
  return settled.subject === subject ? settled.value : value;
}

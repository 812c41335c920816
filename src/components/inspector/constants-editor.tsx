/** The constants of a program: as decimal, hexadecimal and bits, to be typed, stepped and dragged. */

import { useId, useState } from 'react';
import type { Format } from '../../numerics/format';
import { constantFromText, constantKey } from '../../program/constant';
import { ProgramError } from '../../program/errors';
import type { Constant, Program } from '../../program/program';
import { messageOf, sentence } from '../../store/errors';
import { scaledConstant, steppedConstant, withConstant } from '../../store/modified-program';
import controls from '../controls.module.css';
import { bitFields, decimalText, hexadecimalText } from './constant-text';
import styles from './panels.module.css';

interface ConstantsEditorProps {
  readonly program: Program;
  readonly format: Format;
  readonly change: (program: Program) => void;
}

export function ConstantsEditor({ program, format, change }: ConstantsEditorProps) {
  const [wanted, choose] = useState(0);
  const chosen = Math.min(wanted, program.constants.length - 1);
  const constant = program.constants[chosen];
  if (constant === undefined) return <p className={styles.text}>The program has no constant.</p>;
  const set = (next: Constant | null) => {
    if (next !== null && constantKey(next) !== constantKey(constant)) {
      change(withConstant(program, chosen, next));
    }
  };
  return (
    <fieldset className={styles.constants}>
      <legend className={styles.hidden}>Constants</legend>
      <div className={styles.inputRow}>
        <label htmlFor="constant-choice">constant</label>
        <select
          id="constant-choice"
          className={controls.input}
          value={chosen}
          onChange={(event) => choose(Number(event.target.value))}
        >
          {program.constants.map((each, k) => (
            <option key={k} value={k}>
              {`${k + 1} of ${program.constants.length}: ${decimalText(each, format)}`}
            </option>
          ))}
        </select>
      </div>
      <DecimalField key={constantKey(constant)} constant={constant} format={format} set={set} />
      <ConstantSlider key={chosen} constant={constant} format={format} set={set} />
      <dl className={styles.facts}>
        <div>
          <dt>hexadecimal</dt>
          <dd>{hexadecimalText(constant)}</dd>
        </div>
        <div>
          <dt>bits</dt>
          <dd className={styles.bits}>
            <Bits constant={constant} format={format} />
          </dd>
        </div>
      </dl>
      {constant.kind === 'decimal' && (
        <p className={styles.fine}>
          Not a number of binary64: hexadecimal and bits are the nearest; moving it makes it one.
        </p>
      )}
    </fieldset>
  );
}

interface ConstantProps {
  readonly constant: Constant;
  readonly format: Format;
  readonly set: (next: Constant | null) => void;
}

function DecimalField({ constant, format, set }: ConstantProps) {
  const id = useId();
  const [text, setText] = useState(decimalText(constant, format));
  const [problem, setProblem] = useState<string | null>(null);
  const commit = () => {
    try {
      setProblem(null);
      set(constantFromText(text.trim(), format));
    } catch (reason) {
      if (!(reason instanceof ProgramError)) throw reason;
      setProblem(sentence(messageOf(reason)));
    }
  };
  return (
    <>
      <div className={styles.inputRow}>
        <label htmlFor={id}>decimal</label>
        <input
          id={id}
          className={controls.number}
          value={text}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== null}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
          }}
        />
        <button
          type="button"
          className={controls.quiet}
          title="The number before"
          onClick={() => set(steppedConstant(constant, -1, format))}
        >
          &minus; 1<span className={styles.hidden}> number</span>
        </button>
        <button
          type="button"
          className={controls.quiet}
          title="The next number"
          onClick={() => set(steppedConstant(constant, 1, format))}
        >
          + 1<span className={styles.hidden}> number</span>
        </button>
      </div>
      {problem !== null && (
        <p className={styles.problem} role="status">
          {problem}
        </p>
      )}
    </>
  );
}

/** Half the width of the slider, relative to the constant. */
const REACHES = [1e-1, 1e-2, 1e-3, 1e-4, 1e-6, 1e-8];
const STEPS = 500;

function ConstantSlider({ constant, format, set }: ConstantProps) {
  const id = useId();
  const [reach, setReach] = useState(1e-3);
  /** The constant the slider moves about, and what it made of it last. */
  const [base, setBase] = useState({ about: constant, made: constant, at: 0 });
  const own = constantKey(base.made) === constantKey(constant);
  const { about, at } = own ? base : { about: constant, at: 0 };
  const move = (position: number) => {
    const next = scaledConstant(about, (position / STEPS) * reach, format);
    if (next === null) return;
    setBase({ about, made: next, at: position });
    set(position === 0 ? about : next);
    if (position === 0) setBase({ about, made: about, at: 0 });
  };
  return (
    <div className={styles.inputRow}>
      <label htmlFor={id}>move by</label>
      <input
        id={id}
        type="range"
        className={styles.slider}
        min={-STEPS}
        max={STEPS}
        value={at}
        aria-valuetext={`${at < 0 ? 'less' : 'more'} by ${Math.abs((at / STEPS) * reach).toExponential(1)} of the constant`}
        onChange={(event) => move(Number(event.target.value))}
      />
      <select
        className={styles.quietSelect}
        aria-label="How far"
        value={reach}
        onChange={(event) => {
          setReach(Number(event.target.value));
          setBase({ about: constant, made: constant, at: 0 });
        }}
      >
        {REACHES.map((each) => (
          <option key={each} value={each}>
            {each >= 1e-3 ? `${100 * each} %` : each.toExponential()}
          </option>
        ))}
      </select>
    </div>
  );
}

function Bits({ constant, format }: { constant: Constant; format: Format }) {
  const fields = bitFields(constant, format);
  if (fields === null) return 'not a number';
  return (
    <>
      <span title="sign">{fields.sign}</span> <span title="exponent">{fields.exponent}</span>{' '}
      <span title="fraction">{fields.fraction.replace(/(.{4})(?=.)/g, '$1 ')}</span>
    </>
  );
}

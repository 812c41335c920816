/** What there is to know of the selected program, in two groups of tabs: what it is, and how far its error goes. */

import { useState, type ReactNode } from 'react';
import { isFiniteFormat } from '../../numerics/format';
import type { FrontRow } from '../../search/front';
import type { Exhibit } from '../../store/exhibit';
import { CertificatePanel } from './certificate-panel';
import { DevicePanel } from './device-panel';
import { EditPanel } from './edit-panel';
import { ExhaustivePanel } from './exhaustive-panel';
import { LineTable } from './line-table';
import { Listing } from './listing';
import { ProgramFormula } from './program-formula';
import { ProgramGraph } from './program-graph';
import { StepPanel } from './step-panel';
import { Tabs, type Tab } from './tabs';

interface SubjectProps {
  readonly exhibit: Exhibit;
  readonly row: FrontRow;
}

type ProgramTab = 'listing' | 'graph' | 'formula' | 'step' | 'edit';

export function ProgramTabs({ exhibit: { target }, row }: SubjectProps) {
  const [chosen, choose] = useState<ProgramTab>('listing');
  const { program } = row;
  const tabs: readonly Tab<ProgramTab>[] = [
    { id: 'listing', title: 'Listing', panel: () => <Listing program={program} format={target.format} /> },
    { id: 'graph', title: 'Graph', panel: () => <ProgramGraph program={program} /> },
    { id: 'formula', title: 'Formula', panel: () => <ProgramFormula program={program} /> },
    { id: 'step', title: 'Step', panel: () => <StepPanel target={target} row={row} /> },
    { id: 'edit', title: 'Edit', panel: () => <EditPanel target={target} row={row} /> },
  ];
  return <Tabs label="Program" tabs={tabs} chosen={chosen} choose={choose} />;
}

type ErrorTab = 'facts' | 'lines' | 'certificate' | 'numbers' | 'device';

/** @param facts what the first tab shows */
export function ErrorTabs({ exhibit, row, facts }: SubjectProps & { readonly facts: ReactNode }) {
  const [chosen, choose] = useState<ErrorTab>('facts');
  const { target } = exhibit;
  const { program } = row;
  const countable = isFiniteFormat(target.format) && target.format !== 'f64';
  const tabs: readonly Tab<ErrorTab>[] = [
    { id: 'facts', title: 'Facts', panel: () => facts },
    { id: 'lines', title: 'Error by line', panel: () => <LineTable target={target} program={program} /> },
    { id: 'certificate', title: 'Certificate', panel: () => <CertificatePanel target={target} row={row} /> },
    ...(countable
      ? [
          {
            id: 'numbers',
            title: 'Every number',
            panel: () => <ExhaustivePanel exhibit={exhibit} row={row} />,
          } as const,
        ]
      : []),
    { id: 'device', title: 'This GPU', panel: () => <DevicePanel target={target} program={program} /> },
  ];
  return <Tabs label="Error" tabs={tabs} chosen={chosen} choose={choose} />;
}

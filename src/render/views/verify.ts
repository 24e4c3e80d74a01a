/** The view of `verify`. */
import { count } from '../../model/count.ts';
import type { VerifyAnswer } from '../../query/answers/verify.ts';
import { type Block, type Line, NONE, type RichText, span, type View } from '../view.ts';
import { unrecordedBlock, unrecordedInWords } from './unrecorded.ts';

type Verified = VerifyAnswer[number];

/** Sources with the result of the comparison and its faults; with `addresses`, also where the evidence of tables can be read, and what is not recorded. */
export function verifyView(answer: VerifyAnswer, addresses: boolean): View {
  const compared = answer.filter(({ checked }) => checked === 'here').length;
  const faults = answer.flatMap((source) => source.faults);
  const cells = answer.reduce((sum, source) => sum + source.compared.cells, 0);
  const hasUnread = answer.some(({ checked, repository }) => checked === 'recorded' && repository !== null);
  return {
    data: answer,
    records: () => ({ columns: COLUMNS, rows: answer }),
    ids: answer.map(({ source }) => source),
    title: compared > 0 ? 'Recorded evidence, compared with its sources' : 'Recorded evidence',
    blocks: () => [
      {
        heading: null,
        columns: ['Source', 'Result', 'Compared now'],
        rows: answer.map((source) => [source.source, resultOf(source), amountOf(source)]),
        notes: answer.map(notesOf),
      },
      ...(addresses ? answer.flatMap(addressBlock) : []),
      ...(addresses
        ? answer.flatMap(({ source, unrecorded }) => (unrecorded ? unrecordedBlock(source, unrecorded) : []))
        : []),
      ...(faults.length > 0 ? [{ heading: 'Faults', findings: faults }] : []),
    ],
    footer: {
      left: `${count(answer.length, 'source')} · ${compared} compared now · ${count(cells, 'cell')} · ${count(faults.length, 'fault')}`,
      right: hasUnread
        ? 'chipkb verify --from <folder of clones> compares the tables'
        : 'chipkb check validates the data',
    },
    empty: answer.length === 0 ? 'No sources' : null,
  };
}

const COLUMNS = [
  'source',
  'title',
  'repository',
  'commit',
  'folder',
  'checked',
  'recorded.quotes',
  'recorded.cells',
  'recorded.words',
  'compared.quotes',
  'compared.cells',
  'compared.words',
  'faults.message',
];

function resultOf({ checked, faults }: Verified): RichText {
  if (faults.length > 0) return [span('bad', `✗ ${count(faults.length, 'fault')}`)];
  return checked === 'here' ? [span('good', '✓ verified')] : [span('dim', 'recorded')];
}

/** How much was compared, such as “412 of 420 cells, 9 words”. */
function amountOf({ recorded, compared }: Verified): string {
  const parts = (['quotes', 'cells', 'words'] as const).flatMap((unit) => {
    if (recorded[unit] === 0) return [];
    const amount = compared[unit] === recorded[unit] ? '' : `${compared[unit]} of `;
    return [amount + count(recorded[unit], unit.slice(0, -1))];
  });
  return parts.join(', ') || NONE;
}

function notesOf({
  repository,
  checked,
  faults,
  files,
  folder,
  isCommitCompared,
  unrecorded,
}: Verified): Line[] {
  const note = (text: string): Line => ({ indent: 4, text: [span('dim', text)] });
  if (repository === null)
    return [
      note(
        checked === 'here'
          ? 'a text: its quotes were found in it, as `chipkb check` does'
          : 'the text is not included here',
      ),
    ];
  // A different file of a clone is a fault, and a row with a fault seems not to be recorded.
  if (faults.length > 0) return [];
  const differing = files.filter(({ isSame }) => isSame === false);
  const [first, ...others] = differing;
  const which = others.length === 0 ? first?.path : count(differing.length, 'file');
  const isPlain = folder !== null && isCommitCompared === false;
  const missing = unrecorded && unrecordedInWords(unrecorded);
  return [
    ...(isPlain ? [note('the commit and its dates are not checked: the folder is no clone')] : []),
    ...(first === undefined ? [] : [note(`${which}: other lines differ, all recorded lines are the same`)]),
    ...(missing === null ? [] : [note(missing)]),
  ];
}

/** The addresses of the recorded lines of a source, if it was not compared now. */
function addressBlock({ source, lines, checked }: Verified): Block[] {
  if (checked === 'here' || lines.length === 0) return [];
  return [
    {
      heading: source,
      lines: lines.map(({ address }) => ({ indent: 2, text: address, unbroken: true })),
    },
  ];
}

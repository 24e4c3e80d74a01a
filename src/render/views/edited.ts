/** The view of a change: each file with its diff. */
import { count } from '../../model/count.ts';
import type { EditedAnswer } from '../../query/answers/edited.ts';
import { type Block, type Line, span, type View } from '../view.ts';
import { codeLine } from './parts.ts';

/** The number of lines that are shown of a new or removed file. */
const MOST_LINES = 12;
/** If more files change, only their names and the numbers of lines are shown. */
const MOST_FILES = 5;

/** A change; `title` says what was done, `next` is the command to go on with. */
export function editedView(title: string, answer: EditedAnswer, next: string): View {
  const blocks: Block[] = answer.files.length > MOST_FILES ? [fileTable(answer)] : answer.files.map(blockOf);
  if (answer.refused.length > 0) blocks.push({ heading: 'Refused', findings: answer.refused });
  if (answer.warnings.length > 0) blocks.push({ heading: 'New warnings', findings: answer.warnings });
  const files = count(answer.files.length, 'file');
  const left = answer.written ? `${files} written` : `${files} would change; nothing was written`;
  return {
    data: answer,
    records: () => ({
      columns: ['file', 'change', 'diff', 'written'],
      rows: answer.files.map((file) => ({ ...file, written: answer.written })),
    }),
    ids: answer.files.map(({ file }) => file),
    title,
    blocks: () => blocks,
    footer: { left, right: next },
    empty: answer.files.length === 0 ? 'Nothing to change' : null,
  };
}

const blockOf = ({ file, change, diff }: EditedAnswer['files'][number]): Block => ({
  heading: `${file} (${change})`,
  lines: diffLines(diff, change === 'changed'),
});

const fileTable = ({ files }: EditedAnswer): Block => ({
  heading: null,
  columns: ['File', 'Change', 'Lines'],
  rows: files.map(({ file, change, diff }) => {
    const lines = diff.split('\n').slice(2);
    const counted = (mark: string) => `${mark}${lines.filter((line) => line.startsWith(mark)).length}`;
    return [file, change, `${counted('+')} ${counted('-')}`];
  }),
});

function diffLines(diff: string, isWhole: boolean): Line[] {
  const lines = diff.split('\n').slice(2, -1);
  const shown = isWhole ? lines : lines.slice(0, MOST_LINES);
  const drawn = shown.map((text): Line => {
    const style = text.startsWith('+') ? 'good' : text.startsWith('-') ? 'bad' : 'dim';
    return { indent: 2, text: [span(style, codeLine(text))], unbroken: true };
  });
  const left = lines.length - shown.length;
  if (left > 0) drawn.push({ indent: 2, text: [span('dim', `… ${count(left, 'more line')}`)] });
  return drawn;
}

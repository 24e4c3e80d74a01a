/**
 * The answers: the data that `--json` prints. One zod definition gives the TypeScript type and the JSON Schema in
 * docs/output. Queries and views import only types from this folder, so that answering does not load zod.
 */
import { checkAnswer } from './check.ts';
import { citeAnswer } from './cite.ts';
import { compareAnswer } from './compare.ts';
import { diffAnswer } from './diff.ts';
import { editedAnswer } from './edited.ts';
import { errorAnswer } from './error.ts';
import { listAnswer } from './list.ts';
import { builtAnswer, cacheAnswer } from './maintenance.ts';
import { matrixAnswer } from './matrix.ts';
import { pathAnswer } from './path.ts';
import { printedTablesAnswer } from './printed-tables.ts';
import { proposeAnswer } from './propose.ts';
import { searchAnswer } from './search.ts';
import { showAnswer } from './show.ts';
import { coverageAnswer, sourceAnswer, sourcesAnswer } from './source.ts';
import { claimsAnswer, remarksAnswer } from './statements.ts';
import { suggestAnswer } from './suggest.ts';
import { supportAnswer } from './support.ts';
import { timelineAnswer } from './timeline.ts';
import { updateAnswer } from './update.ts';
import { verifyAnswer } from './verify.ts';
import { whyAnswer } from './why.ts';

/** Each answer by the name of its JSON Schema in docs/output. */
export const ANSWER_SCHEMAS = {
  list: listAnswer,
  sources: sourcesAnswer,
  source: sourceAnswer,
  coverage: coverageAnswer,
  'who-supports': supportAnswer,
  supports: supportAnswer,
  show: showAnswer,
  why: whyAnswer,
  cite: citeAnswer,
  search: searchAnswer,
  claims: claimsAnswer,
  remarks: remarksAnswer,
  matrix: matrixAnswer,
  compare: compareAnswer,
  timeline: timelineAnswer,
  path: pathAnswer,
  suggest: suggestAnswer,
  propose: proposeAnswer,
  'printed-tables': printedTablesAnswer,
  check: checkAnswer,
  verify: verifyAnswer,
  edited: editedAnswer,
  update: updateAnswer,
  diff: diffAnswer,
  built: builtAnswer,
  cache: cacheAnswer,
  error: errorAnswer,
} as const;

/** Labels of tables that are ids, names or aliases of entities. */
import { count } from '../../model/count.ts';

/** How many labels are named. */
const MOST_LABELS = 5;

/** The labels with their ids, such as “1 label found by id, name or alias: “DeepSeek R1” is deepseek-r1”. */
export function resolvedInWords(resolved: readonly { label: string; id: string }[]): string {
  const shown = resolved.slice(0, MOST_LABELS).map(({ label, id }) => `“${label}” is ${id}`);
  const more = resolved.length > MOST_LABELS ? ', …' : '';
  return `${count(resolved.length, 'label')} found by id, name or alias: ${shown.join(', ')}${more}`;
}

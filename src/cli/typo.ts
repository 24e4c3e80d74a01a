/** Which word a typo was meant to be. */
import { editDistance, editsOfTypo } from '../store/edit-distance.ts';

/** The known word nearest to the typed one, if it is near enough to be a typo. */
export function didYouMean(typed: string, known: readonly string[]): string | undefined {
  return known
    .map((word) => ({ word, distance: editDistance(typed, word) }))
    .filter(({ word, distance }) => distance <= Math.min(editsOfTypo(typed), editsOfTypo(word)))
    .sort((a, b) => a.distance - b.distance)[0]?.word;
}

/** The only module that uses opencc-js: converts traditional Chinese to simplified. */
import { ConverterFactory } from 'opencc-js/core';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** Creates a converter from a dictionary of a megabyte. It converts single characters, so that context makes no difference. */
export function simplifier(): (text: string) => string {
  const convert = ConverterFactory([traditionalToSimplified]);
  // Twice, because a few characters are simplified in two steps.
  return (text) => convert(convert(text));
}

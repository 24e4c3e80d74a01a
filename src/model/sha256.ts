import { getBuiltinModule } from 'node:process';

/**
 * The SHA-256 of bytes or of a text in UTF-8, as 64 hexadecimal digits. Loads node:crypto at the first call: loading it takes a
 * tenth of the time of an answer, and most answers need no hash.
 */
export const sha256 = (content: Uint8Array | string): string =>
  getBuiltinModule('node:crypto').createHash('sha256').update(content).digest('hex');

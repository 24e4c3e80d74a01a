/** The ids that are derived from titles and addresses. */
import { describe, expect, test } from 'vitest';
import { idOfSource } from '../../src/cli/id-from.ts';

describe('the id of a source', () => {
  const idOf = (title: string, url: string | null = null) => idOfSource(title, null, url);
  test.each([
    ['Tech war: China’s chip firms embrace DeepSeek', 'tech-war-china-chip-firms'],
    ['The Café and the DeepSeek-V3.1 of U.S. firms', 'cafe-deepseek-v3.1-firms'],
    ['摩尔线程', null],
    ['摩尔线程支持DeepSeek', 'deepseek'],
    ['2025', null],
    ['constructor __proto__', 'constructor-proto'],
  ])('is, for the title “%s”, %j', (title, id) => expect(idOf(title)).toBe(id));

  test.each([
    ['摩尔线程', 'https://a.example/moore-threads-deepseek.html', 'moore-threads-deepseek'],
    ['摩尔线程', 'https://a.example/20250204/c_12345.html', null],
    ['摩尔线程', 'https://a.example/%E6%91%A9%E5%B0%94', null],
  ])('is, for the title “%s” at %s, %j', (title, url, id) => expect(idOf(title, url)).toBe(id));
});

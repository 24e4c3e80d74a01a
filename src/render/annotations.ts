/** Findings in the formats of other tools: GitHub's workflow commands, and SARIF 2.1.0. */
import type { Log, ReportingConfiguration } from 'sarif';
import type { Finding, Level } from '../model/finding.ts';
import { clean } from './clean.ts';

/** Lines that a GitHub workflow shows as annotations (GitHub Docs, “Workflow commands for GitHub Actions”). */
export function toGithub(findings: readonly Finding[]): string {
  const command: Record<Level, string> = { error: 'error', warning: 'warning', info: 'notice' };
  // Without line ends, which would be escaped too.
  const data = (text: string) => clean(text).replaceAll('%', '%25');
  const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return findings
    .map(({ level, rule, message, hint, place: { file, line, col, width } }) => {
      const where = line === 0 ? [] : [`line=${line}`, `col=${col}`, `endColumn=${col + width}`];
      const properties = [`file=${property(file)}`, ...where, `title=${property(rule)}`].join(',');
      return `::${command[level]} ${properties}::${data(hint === null ? message : `${message}. ${hint}`)}\n`;
    })
    .join('');
}

/** The parts of a rule that SARIF describes. */
interface DescribedRule {
  id: string;
  level: Level;
  protects: string;
}

/** A SARIF 2.1.0 log (OASIS standard, 27 March 2020). */
export function toSarif(findings: readonly Finding[], rules: readonly DescribedRule[]): Log {
  const level: Record<Level, ReportingConfiguration.level> = {
    error: 'error',
    warning: 'warning',
    info: 'note',
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'chipkb',
            rules: rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.protects },
              defaultConfiguration: { level: level[rule.level] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ level: own, rule, message, hint, place: { file, line, col, width } }) => ({
          ruleId: rule,
          ruleIndex: rules.findIndex(({ id }) => id === rule),
          level: level[own],
          message: { text: hint === null ? message : `${message}. ${hint}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
                ...(line > 0 && { region: { startLine: line, startColumn: col, endColumn: col + width } }),
              },
            },
          ],
        })),
      },
    ],
  };
}

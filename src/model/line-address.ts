/** The web address of a line at a commit, or of the whole file. GitHub, GitLab and Gitee have the same form. */
export const lineAddress = (
  repository: string,
  commit: string,
  { path, line }: { path: string; line: number | null },
): string =>
  `${repository}/blob/${commit}/${path.split('/').map(encodeURIComponent).join('/')}${line === null ? '' : `#L${line}`}`;

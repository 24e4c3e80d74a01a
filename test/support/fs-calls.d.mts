export function interceptFs(
  kind: 'read' | 'write',
  instead: (name: string, args: readonly unknown[], real: () => unknown) => unknown,
): () => void;

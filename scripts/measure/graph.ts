type Neighbors = (node: string) => readonly string[];

/** The longest chain of a graph from a node, the node included; a node that leads back to itself ends a chain. */
export function deepestChain(from: string, next: Neighbors): readonly string[] {
  const known = new Map<string, readonly string[]>();
  const chainOf = (node: string): readonly string[] => {
    const before = known.get(node);
    if (before !== undefined) {
      return before;
    }
    known.set(node, []);
    const below = next(node).map(chainOf);
    const deepest = below.reduce((best, chain) => (chain.length > best.length ? chain : best), []);
    const chain = [node, ...deepest];
    known.set(node, chain);
    return chain;
  };
  return chainOf(from);
}

/** Groups of nodes that all lead to each other: the strongly connected components of more than one node (Tarjan 1972). */
export function stronglyConnected(nodes: readonly string[], next: Neighbors): readonly (readonly string[])[] {
  const groups: (readonly string[])[] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const lowOf = (node: string): number => low.get(node) ?? Infinity;
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    for (const other of next(node)) {
      if (!index.has(other)) {
        visit(other);
        low.set(node, Math.min(lowOf(node), lowOf(other)));
      } else if (stack.includes(other)) {
        low.set(node, Math.min(lowOf(node), index.get(other) ?? Infinity));
      }
    }
    if (lowOf(node) === index.get(node)) {
      const group = stack.splice(stack.indexOf(node));
      groups.push(...(group.length > 1 || next(node).includes(node) ? [group] : []));
    }
  };
  for (const node of nodes) {
    if (!index.has(node)) {
      visit(node);
    }
  }
  return groups;
}

/** What the solver does here; its own types describe the module as it is required, not as it is imported. */
interface Solver {
  solve(
    model: string,
    options: Readonly<Record<string, unknown>>,
  ): { readonly Status: string; readonly ObjectiveValue: number };
}

/** A function that gives the optimum of a model in LP format. */
export async function openSolver(): Promise<(model: string) => number> {
  const { default: load } = (await import('highs')) as unknown as { default: () => Promise<Solver> };
  const solver = await load();
  return (model) => {
    const solved = solver.solve(model, { output_flag: false, mip_rel_gap: 0 });
    if (solved.Status !== 'Optimal') throw new Error(`The model is ${solved.Status}.`);
    return solved.ObjectiveValue;
  };
}

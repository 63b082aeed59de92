/** The input as text, before anything is understood: path → text. Paths are relative, with `/`, in codepoint order. */
export type Sources = ReadonlyMap<string, string>;

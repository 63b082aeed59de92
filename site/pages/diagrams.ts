import { instance } from '@viz-js/viz';

/**
 * Mermaid, as our pages have it, as pictures. Code hosts draw it by themselves; a static site would have to ship three
 * megabytes for it, so Graphviz draws here, when the site is built.
 */
export interface Diagrams {
  /** A Mermaid state diagram or flow chart → SVG in the colours of the page. Undefined for a line that is neither. */
  readonly draw: (mermaid: string) => string | undefined;
  /** A graph in Graphviz's own language → SVG. */
  readonly graph: (dot: string) => string;
}

export async function loadDiagrams(): Promise<Diagrams> {
  const graphviz = await instance();
  return {
    graph: (dot) => graphviz.renderString(dot, { format: 'svg' }),
    draw: (mermaid) => {
      const dot = dotOf(mermaid);
      if (dot === undefined) return undefined;
      const svg = graphviz.renderString(dot, { format: 'svg' });
      return `<figure class="diagram">${svg.slice(svg.indexOf('<svg')).replaceAll(/>\n+</g, '><').replaceAll(/\n+/g, ' ').replace('<svg', '<svg role="img" aria-label="Diagram"')}</figure>`;
    },
  };
}

const style = `bgcolor="transparent"; nodesep=0.4; ranksep=0.6;
  node [shape=box, style="rounded", fontname="Helvetica,Arial,sans-serif", fontsize=13, margin="0.2,0.1"];
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=11, arrowsize=0.7];`;

function dotOf(mermaid: string): string | undefined {
  const [first = '', ...lines] = mermaid.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const kind = kinds.find(({ head }) => head.test(first));
  if (kind === undefined) return undefined;
  const statements = lines.map(kind.statements);
  if (statements.includes(undefined)) return undefined;
  return ['digraph {', style, kind.prologue(first), ...statements, '}'].join('\n  ');
}

interface Kind {
  readonly head: RegExp;
  readonly prologue: (first: string) => string;
  /** One line in Graphviz's language; undefined when it is not understood. */
  readonly statements: (line: string) => string | undefined;
}

const kinds: readonly Kind[] = [
  {
    head: /^stateDiagram-v2$/,
    prologue: () =>
      `begin [shape=circle, style=filled, label="", width=0.15, class="dot"]; end [shape=doublecircle, style=filled, label="", width=0.1, class="dot"];`,
    statements: (line) => {
      const state = /^state "([^"]*)" as (\w+)$/.exec(line);
      if (state !== null) return `${state[2]!} [label=${quoted(state[1]!)}];`;
      const arrow = /^(\[\*\]|\w+) --> (\[\*\]|\w+) : (.*)$/.exec(line);
      if (arrow === null) return undefined;
      const [, from, to, label] = arrow as unknown as readonly [string, string, string, string];
      return `${from === '[*]' ? 'begin' : from} -> ${to === '[*]' ? 'end' : to} [label=${quoted(label.split(' / ').join('\n'))}];`;
    },
  },
  {
    head: /^flowchart (LR|TD)$/,
    prologue: (first) => `rankdir=${first.endsWith('LR') ? 'LR' : 'TB'};`,
    statements: (line) => {
      const dashed = / -\. ([^.]*) \.-> /.exec(line);
      const nodes = line.split(dashed?.[0] ?? ' --> ').map((text) => /^(\w+)(?:[[(]+"?([^"\])]*)"?[\])]+)?$/.exec(text));
      if (nodes.includes(null)) return undefined;
      const declared = nodes.filter((node) => node?.[2]).map((node) => `${node![1]!} [label=${quoted(node![2]!.replaceAll(/<br\s*\/?>/g, '\n'))}];`);
      const label = dashed === null ? '' : ` [style=dashed, label=${quoted(dashed[1]!)}]`;
      return [...declared, `${nodes.map((node) => node![1]!).join(' -> ')}${label};`].join(' ');
    },
  },
];

/** Graphviz reads `\l` as "end of a line, to the left", so that a text of several lines stays together. */
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\l')}${text.includes('\n') ? '\\l' : ''}"`;

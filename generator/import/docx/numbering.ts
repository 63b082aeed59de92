import { count, isOn, type NumberingReference } from './styles.js';
import { bulletOf } from './symbols.js';
import type { XmlHandler } from './xml.js';

interface Level {
  start: number;
  format: string;
  /** `%1.%2`; a bullet has no places in it. */
  text: string;
  /** All places in decimal (`w:isLgl`). */
  isLegal: boolean;
  /** A level from 1 on after which this one starts again; 0: never; absent: after every higher one. */
  restartAfter?: number;
  /** The style whose paragraphs take this level. */
  style?: string;
  font?: string;
}

interface Numbering {
  abstract: string;
  /** Level → where it starts when the numbering is first used. */
  readonly starts: Map<number, number>;
  readonly levels: Map<number, Level>;
}

interface AbstractNumbering {
  readonly levels: Map<number, Level>;
  /** The name of a numbering style that says what this one looks like. */
  link?: string;
}

/** A label as a reader sees it. */
export interface Label {
  readonly level: number;
  readonly text: string;
  readonly isBullet: boolean;
}

/** Word has nine levels; its numbers end at 32,767. */
const levelLimit = 9;
const numberLimit = 32_767;

/** The numberings of a document, and its counters: labels must be asked for in the order of the paragraphs. */
export class Numberings {
  readonly #numberings = new Map<string, Numbering>();
  readonly #abstract = new Map<string, AbstractNumbering>();
  readonly #counters = new Map<string, (number | undefined)[]>();
  readonly #used = new Set<string>();
  #level: Level | undefined;
  #openAbstract: AbstractNumbering | undefined;
  #openNumbering: Numbering | undefined;
  #override: number | undefined;

  /** `styleNumbering` gives the numbering that a style of the type numbering refers to. */
  constructor(private readonly styleNumbering: (style: string) => NumberingReference | undefined) {}

  /** Reads `numbering.xml`. */
  readonly handler: XmlHandler = {
    open: (name, attribute) => {
      const value = attribute('w:val');
      switch (name) {
        case 'w:abstractNum':
          this.#abstract.set(attribute('w:abstractNumId') ?? '', (this.#openAbstract = { levels: new Map() }));
          break;
        case 'w:num':
          this.#numberings.set(attribute('w:numId') ?? '', (this.#openNumbering = { abstract: '', starts: new Map(), levels: new Map() }));
          break;
        case 'w:numStyleLink':
          if (this.#openAbstract && value !== undefined) this.#openAbstract.link = value;
          break;
        case 'w:abstractNumId':
          if (this.#openNumbering) this.#openNumbering.abstract = value ?? '';
          break;
        case 'w:lvlOverride':
          this.#override = count(attribute('w:ilvl'));
          break;
        case 'w:startOverride':
          if (this.#override !== undefined) this.#openNumbering?.starts.set(this.#override, count(value) ?? 1);
          break;
        case 'w:lvl': {
          const level = count(attribute('w:ilvl')) ?? 0;
          this.#level = { start: 1, format: 'decimal', text: '', isLegal: false };
          (this.#openNumbering ?? this.#openAbstract)?.levels.set(level, this.#level);
          break;
        }
        default:
          if (this.#level) property(this.#level, name, value, attribute);
      }
    },
    close: (name) => {
      if (name === 'w:lvl') this.#level = undefined;
      if (name === 'w:abstractNum') this.#openAbstract = undefined;
      if (name === 'w:num') this.#openNumbering = undefined;
      if (name === 'w:lvlOverride') this.#override = undefined;
    },
  };

  /** Counts the paragraph and gives its label; undefined when it has none. `style` is the id of the paragraph's style. */
  next({ id, level: said }: NumberingReference, style: string | undefined): Label | undefined {
    const numbering = id === undefined ? undefined : this.#numberings.get(id);
    if (!numbering || id === undefined) return undefined;
    const { key, levels: shared } = this.levelsOf(numbering.abstract);
    const levelAt = (index: number): Level | undefined => numbering.levels.get(index) ?? shared.get(index);
    const linked = (): number | undefined => [...shared].find(([, { style: of }]) => of !== undefined && of === style)?.[0];
    const depth = Math.min(said ?? linked() ?? 0, levelLimit - 1);
    const level = levelAt(depth);
    if (!level) return undefined;
    const counters = this.counted(id, key, numbering, depth, levelAt);
    if (level.format === 'bullet') return { level: depth, text: bulletOf(level.text, level.font).trim(), isBullet: true };
    const text = level.text.replace(/%([1-9])/g, (_, place: string) => {
      const index = Number(place) - 1;
      const of = levelAt(index);
      return format(counters[index] ?? of?.start ?? 1, level.isLegal ? 'decimal' : (of?.format ?? 'decimal'));
    });
    return { level: depth, text: text.trim(), isBullet: false };
  }

  /** The counters of all levels after this paragraph. */
  private counted(id: string, key: string, numbering: Numbering, depth: number, levelAt: (index: number) => Level | undefined): readonly (number | undefined)[] {
    let counters = this.#counters.get(key);
    if (!counters) this.#counters.set(key, (counters = []));
    if (!this.#used.has(id)) {
      // Numberings that share their levels count on from each other, unless one says where it starts.
      this.#used.add(id);
      for (const [level, start] of numbering.starts) counters[level] = start - 1;
    }
    for (let above = 0; above < depth; above++) counters[above] ??= levelAt(above)?.start ?? 1;
    const current = counters[depth];
    counters[depth] = current === undefined ? (numbering.starts.get(depth) ?? levelAt(depth)?.start ?? 1) : current + 1;
    for (let below = depth + 1; below < levelLimit; below++) {
      const after = levelAt(below)?.restartAfter;
      if (after === undefined || (after > 0 && depth < after)) counters[below] = undefined;
    }
    return counters;
  }

  /** Levels behind an abstract numbering, through links to numbering styles. */
  private levelsOf(abstract: string): { readonly key: string; readonly levels: ReadonlyMap<number, Level> } {
    let key = abstract;
    const seen = new Set<string>();
    for (let found = this.#abstract.get(key); found; found = this.#abstract.get(key)) {
      if (found.link === undefined || seen.has(key)) return { key, levels: found.levels };
      seen.add(key);
      const id = this.styleNumbering(found.link)?.id;
      const next = id === undefined ? undefined : this.#numberings.get(id)?.abstract;
      if (next === undefined) return { key, levels: found.levels };
      key = next;
    }
    return { key, levels: new Map() };
  }
}

function property(level: Level, name: string, value: string | undefined, attribute: (name: string) => string | undefined): void {
  if (name === 'w:start') level.start = count(value) ?? 1;
  if (name === 'w:numFmt') level.format = value ?? 'decimal';
  if (name === 'w:lvlText') level.text = (value ?? '').slice(0, 200);
  if (name === 'w:isLgl') level.isLegal = isOn(value);
  if (name === 'w:pStyle' && value !== undefined) level.style = value;
  if (name === 'w:lvlRestart') level.restartAfter = count(value) ?? 0;
  if (name === 'w:rFonts') {
    const font = attribute('w:ascii') ?? attribute('w:hAnsi');
    if (font !== undefined) level.font = font;
  }
}

const roman: readonly (readonly [number, string])[] = [
  [1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i'],
];

function romanOf(value: number): string {
  let rest = value;
  let text = '';
  for (const [size, letters] of roman) {
    text += letters.repeat(Math.floor(rest / size));
    rest %= size;
  }
  return text;
}

/** 1 → a, 26 → z, 27 → aa, 28 → bb, as Word does it. */
const letterOf = (value: number): string => (value < 1 ? '' : String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26)));

const formats = new Map<string, (value: number) => string>([
  ['decimalZero', (value) => String(value).padStart(2, '0')],
  ['lowerRoman', romanOf],
  ['upperRoman', (value) => romanOf(value).toUpperCase()],
  ['lowerLetter', letterOf],
  ['upperLetter', (value) => letterOf(value).toUpperCase()],
  ['none', () => ''],
  ['bullet', () => ''],
]);

/** Formats that no table here has (words, other scripts) are shown as digits. */
const format = (value: number, name: string): string => (value > numberLimit ? String(value) : (formats.get(name)?.(value) ?? String(value)));

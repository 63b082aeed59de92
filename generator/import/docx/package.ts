import type { DocxCode } from './codes.js';
import { Refused, type Container } from './container.js';
import { readXml } from './xml.js';

/** Names of the parts that are read. */
export interface WordParts {
  readonly document: string;
  readonly styles?: string;
  readonly numbering?: string;
}

export type PartReport = (code: DocxCode, message: string, hint?: string) => void;

interface Relationship {
  /** Last segment of the type: `officeDocument`, `styles`; the same for transitional and strict documents. */
  readonly type: string;
  readonly target: string;
  readonly isExternal: boolean;
}

const wordMain = /wordprocessingml\.(document|template)\.main\+xml$|ms-word\.(document|template)\.macroEnabled(Template)?\.main\+xml$/i;
const maxNotes = 20;

/** Finds the parts by their relationships, and says what else is in the package that is not read. Throws `Refused`. */
export async function wordParts(container: Container, report: PartReport): Promise<WordParts> {
  const document = await documentPart(container, report);
  const relationships = await relationshipsOf(container, document);
  const part = (type: string): string | undefined => {
    const found = relationships.find((relationship) => relationship.type === type && !relationship.isExternal);
    if (!found) return undefined;
    const name = resolve(document, found.target);
    if (name !== undefined && container.has(name)) return name;
    report('DOCX_PARTS', `the part of the ${type}, ${found.target}, is missing`, 'open the document in Word and save it again');
    return undefined;
  };
  if (container.names.some((name) => /(^|\/)vbaProject\.bin$/i.test(name)) || relationships.some(({ type }) => type === 'vbaProject')) {
    report('DOCX_MACROS', 'the document contains macros; they are not read');
  }
  await reportExternal(container, document, report);
  const styles = part('styles');
  const numbering = part('numbering');
  return { document, ...(styles !== undefined && { styles }), ...(numbering !== undefined && { numbering }) };
}

async function documentPart(container: Container, report: PartReport): Promise<string> {
  const found = (await relationshipsOf(container, '')).find(({ type, isExternal }) => type === 'officeDocument' && !isExternal);
  const name = found ? resolve('', found.target) : 'word/document.xml';
  if (name === undefined || !container.has(name)) {
    const hint = 'give a .docx file as Word saves it, not a zip file that holds one';
    throw new Refused('DOCX_NO_DOCUMENT', found ? `the document part ${found.target} is missing` : 'the zip file has no Word document in it', hint);
  }
  if (!found) report('DOCX_PARTS', 'the container does not say which part is the document; word/document.xml is read', 'open the document in Word and save it again');
  const type = await contentType(container, name);
  if (type !== undefined && type !== 'application/xml' && !wordMain.test(type)) {
    throw new Refused('DOCX_NO_DOCUMENT', `the document part ${name} is no Word document but ${type}`, 'give a Word document');
  }
  return name;
}

/** Content type of a part: its own, else the one of its extension. */
async function contentType(container: Container, part: string): Promise<string | undefined> {
  if (!container.has('[Content_Types].xml')) return undefined;
  const types = new Map<string, string>();
  await readXml('[Content_Types].xml', container.read('[Content_Types].xml'), {
    open(name, attribute) {
      const type = attribute('ContentType') ?? '';
      if (name === 'ct:Override') types.set((attribute('PartName') ?? '').toLowerCase(), type);
      if (name === 'ct:Default') types.set(`.${(attribute('Extension') ?? '').toLowerCase()}`, type);
    },
    close() {},
  });
  const name = `/${part.toLowerCase()}`;
  return types.get(name) ?? types.get(name.slice(name.lastIndexOf('.')));
}

/** Relationships of a part; of the package for ''. */
async function relationshipsOf(container: Container, part: string): Promise<readonly Relationship[]> {
  const slash = part.lastIndexOf('/') + 1;
  const name = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
  return container.has(name) ? readRelationships(container, name) : [];
}

async function readRelationships(container: Container, name: string): Promise<readonly Relationship[]> {
  const relationships: Relationship[] = [];
  await readXml(name, container.read(name), {
    open(element, attribute) {
      if (element !== 'rel:Relationship') return;
      const type = attribute('Type') ?? '';
      const isExternal = attribute('TargetMode')?.toLowerCase() === 'external';
      relationships.push({ type: type.slice(type.lastIndexOf('/') + 1), target: attribute('Target') ?? '', isExternal });
    },
    close() {},
  });
  return relationships;
}

/** A template, a picture or a chunk elsewhere; plain hyperlinks are no content and left unsaid. */
async function reportExternal(container: Container, document: string, report: PartReport): Promise<void> {
  const folder = document.slice(0, document.lastIndexOf('/') + 1).toLowerCase();
  const parts = container.names.filter((name) => name.toLowerCase().startsWith(`${folder}_rels/`) && /\.rels$/i.test(name));
  const found = new Set<string>();
  for (const part of parts.slice(0, maxNotes)) {
    for (const { type, target, isExternal } of await readRelationships(container, part)) {
      if (isExternal && type !== 'hyperlink') found.add(`${type} ${target.slice(0, 200)}`);
      else if (type === 'aFChunk') found.add(`a chunk of another format, ${target.slice(0, 200)}`);
    }
  }
  const shown = [...found].slice(0, maxNotes);
  for (const reference of shown) report('DOCX_EXTERNAL', `the document refers to ${reference}; it is not read`);
  if (found.size > shown.length) report('DOCX_EXTERNAL', `the document refers to ${found.size - shown.length} more things outside; they are not read`);
}

/** A relationship's target as a part name; undefined when it leads out of the container. */
function resolve(source: string, target: string): string | undefined {
  const segments = target.startsWith('/') ? [] : source.split('/').slice(0, -1);
  for (const segment of target.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return undefined;
    } else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

import type { ElementDeclaration } from '../model/components.js';
import type { CwmpMessage } from '../model/cwmp.js';
import type { Model } from '../model/model.js';
import type { Definition } from '../read/definitions/definitions.js';
import { reportUnknown, type LinkContext } from './context.js';

/** Every message with the element that says what it holds, and with its answer, which CWMP calls after it (TR-069 A.2.2). */
export function linkCwmp(context: LinkContext): Pick<Model, 'cwmp'> {
  const definitions = context.definitions.byKind('cwmp');
  if (definitions.length === 0) return {};
  return {
    cwmp: {
      versions: definitions.flatMap(({ content }) => content.versions),
      headers: definitions.flatMap(({ content }) => content.headers),
      messages: definitions.flatMap((definition) => messagesOf(context, definition)),
    },
  };
}

function messagesOf(context: LinkContext, { content, at }: Definition<'cwmp'>): readonly CwmpMessage[] {
  const namespaces = new Set(content.versions.map(({ namespace }) => namespace));
  const elements = new Map([...context.components.elements.values()].filter(({ name }) => namespaces.has(name.namespace)).map((element) => [element.name.local, element]));
  const elementOf = (name: string, path: readonly (string | number)[]): ElementDeclaration | undefined => {
    const element = elements.get(name);
    if (element === undefined) reportUnknown(context, 'LINK_UNKNOWN_MESSAGE', 'message', name, elements.keys(), at(...path), 'declare its element in an XSD of one of the namespaces');
    return element;
  };
  const opposite = { ACS: 'CPE', CPE: 'ACS', both: 'both' } as const;
  const pairs = content.messages.flatMap(({ name, to, since, source = content.source }, i): readonly CwmpMessage[] => {
    const answer = `${name}Response`;
    const element = elementOf(name, ['messages', i, 'name']);
    const answered = element && elementOf(answer, ['messages', i, 'name']);
    if (element === undefined || answered === undefined) return [];
    return [
      { name, to, since, answer, element, source },
      { name: answer, to: opposite[to], since, element: answered, source },
    ];
  });
  const fault = elementOf('Fault', ['messages']);
  return fault === undefined ? pairs : [...pairs, { name: 'Fault', to: 'both', since: content.versions[0]?.version ?? '', element: fault, source: content.source }];
}

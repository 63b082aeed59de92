import type { ElementDeclaration, Particle } from '../model/components.js';
import type { CwmpMessage } from '../model/cwmp.js';
import { citation, type Model } from '../model/model.js';
import type { Entry } from './explanation.js';

const receivers = { ACS: 'an ACS', CPE: 'a device', both: 'either side' } as const;

export const messages = ({ cwmp }: Model): Entry[] =>
  (cwmp?.messages ?? []).map((message) => {
    const { name, to, since, answer, element, source } = message;
    return {
      kind: 'message of CWMP',
      names: [`cwmp:${name}`, name],
      source: citation(source),
      place: element.place,
      facts: () => ({ to: receivers[to], since: `CWMP ${since}`, 'answered by': answer, answers: asks(cwmp?.messages ?? [], name), members: membersOf(element) }),
    };
  });

export const headers = ({ cwmp }: Model): Entry[] =>
  (cwmp?.headers ?? []).map(({ name, type, mustUnderstand, since, until }) => ({
    kind: 'header of CWMP',
    names: [`cwmp:${name}`, name],
    facts: () => ({ type, 'must be understood': mustUnderstand ? 'yes' : 'no', since: `CWMP ${since}`, until: until && `CWMP ${until}` }),
  }));

const asks = (all: readonly CwmpMessage[], name: string): string | undefined => all.find(({ answer }) => answer === name)?.name;

/** `CommandKey: CommandKeyType`, and how often where that is not once. */
function membersOf({ type }: ElementDeclaration): readonly string[] {
  return type.kind === 'complex' && type.content.kind === 'elements' ? elementsIn(type.content.particle) : [];
}

function elementsIn(particle: Particle): readonly string[] {
  const { term, min, max } = particle;
  if (term.kind === 'element') return [`${term.name.local}: ${term.type.name?.local ?? 'of its own'}${min === 1 && max === 1 ? '' : ` (${min}..${max === Infinity ? 'n' : max})`}`];
  return 'particles' in term ? term.particles.flatMap(elementsIn) : [];
}

import type { Model } from '../../generator/model/model.js';
import { enumerations, execInstance, model, softwareCampaign, source } from './fixture.js';
import { place } from './fixture-types.js';

/** Names and words that break careless generators: members of Object, no identifiers, ends of comments and of templates. */
export const hostileNames = ['__proto__', 'constructor', 'toString', 'a-b', 'a.b', "it's", '1st', 'class'];
export const hostileText = '*/ throw new Error(); /* ` ${process.exit()} \\ \u2028 | {{md x}} </script> [x](javascript:x)';

const [anyAttribute] = softwareCampaign.attributes;
const [anyEnumeration] = enumerations;

export const hostile: Model = {
  ...model,
  resources: [
    {
      ...softwareCampaign,
      name: 'constructor',
      shortName: '__proto__',
      description: hostileText,
      attributes: hostileNames.map((name, i) => ({
        ...anyAttribute!,
        name,
        shortName: i % 2 === 1 ? name : `s${i}`,
        description: hostileText,
        default: hostileText,
      })),
      rules: [],
    },
    { ...execInstance, name: 'index', shortName: 'ix', attributes: [] },
    ...model.resources,
  ],
  enumerations: [
    ...enumerations,
    {
      ...anyEnumeration!,
      type: 'm2m:hostile',
      description: hostileText,
      values: hostileNames.map((name, value) => ({ ...anyEnumeration!.values[0]!, name, value, description: hostileText })),
    },
  ],
  shortNames: {
    ...model.shortNames,
    members: new Map([...model.shortNames.members, ['__proto__', { name: '__proto__', shortName: 'constructor', provisional: false, source, errata: [], place }]]),
  },
  outcomes: [...model.outcomes, { ...model.outcomes[0]!, id: '__proto__', text: hostileText }],
  statusCodes: [...model.statusCodes, { ...model.statusCodes[0]!, code: 1, name: '__proto__' }],
  machines: model.machines.map((machine) => ({ ...machine, description: hostileText })),
  errata: [...model.errata, { ...model.errata[0]!, id: 'X" onclick="x', printed: hostileText }],
};

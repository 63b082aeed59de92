import type { Model } from '../../model/model.js';
import { markdown } from '../render.js';

/** What stands beside the vectors for those who consume them. */
export const readme = ({ dependencies: { roles, features } }: Model): string => `# Test vectors

Generated from the specification; no code of this project is needed to use them. Every file is UTF-8 JSON, one vector per line.

## Payloads: \`<resource>.json\`

| member | meaning |
|---|---|
| \`names\` | short names of the attributes, by long name |
| \`needs\` | features without which a CSE has no such resource, see below; absent where there are none |
| \`placeholders\` | the placeholders that occur, each with a value that it may have, see below |
| \`members\` | short names of the members of their structures, by long name; absent where none occurs |
| \`values\` | values of attributes that several payloads have, by long name |
| \`operations[].operation\` | \`create\` or \`update\` (the content of a request), or \`full\` (a representation as it is stored and retrieved) |
| \`operations[]\` | besides, the base of the operation: its least valid payload, from which all others differ |
| \`valid[].name\` | what the vector shows |
| \`valid[].in\` | the operations that it is a payload of |
| \`valid[].below\` | type of the parent, where not any that may have such a child will do |
| \`valid[].stored\` | attributes that the resource has before the UPDATE, by long names |
| \`invalid[].rule\` | the rule that it breaks, see below |
| \`invalid[].attribute\` | long name of the attribute that breaks it |
| \`invalid[].statusCode\` | response status code of a request with this content; absent where no request has it |
| \`…needs\` | features that the payload takes besides |
| \`…without\` | attributes of the base that the payload lacks, by long name |
| \`…has\` | attributes that it has, with their value in \`values\`, besides those of the base or instead |
| \`…with\` | attributes that it has with the value that stands here, besides those of the base or instead |
| \`…wire\` | \`has\` and \`with\` in short names, where these do not follow from \`names\` and \`members\` |

A payload with long names is the base of its operation without \`without\`, and with the members of \`has\` and \`with\` put in. With
short names it is the same, the names of attributes replaced by \`names\`, and those of members, however deep, by \`members\` (others
stay as they are); or the members of \`wire\` are put in, where there is one.

Feed each to your validator, with short or with long names: it must accept the valid ones and reject the invalid ones. A validator that gives
reasons should give the reason that \`rule\` names, whatever else it reports.

| rule | broken when |
|---|---|
| \`unknown\` | the resource has no such attribute, or the structure no such member |
| \`NP\` | the operation must not carry the attribute |
| \`M\` | a mandatory attribute or member is missing |
| \`null\` | null stands where a value is needed: only what may be absent can be deleted |
| \`type\` | the value has another JSON type |
| \`enum\` | the value is none of the enumeration |
| \`fixed\` | the attribute has one possible value, and this is another |
| \`pattern\` | the string has another form |
| \`range\` | the number is too small or too large |
| \`length\` | the string or the list is too short or too long |
| \`unique\` | the list has an item twice |
| \`forbidden\` | the attributes must not have these values together |
| \`alone\` | the attribute must be the only one of the request |
| \`onlyWhen\` | the attribute is there without its condition, or missing under it |
| \`implies\` | what is wanted under a condition does not hold |

A payload breaks no rule but the one that \`rule\` names, and the status code is that of the rule where a table or a procedure gives
one, else BAD_REQUEST.

Rules that need the stored resource (an attribute that is locked in some state) are in \`../json/rules.json\`.

### Placeholders

A text that is \`{{…}}\` as a whole stands for something outside of the payload: \`{{node}}\` for a node that exists, \`{{node 2}}\` for
another. Who only validates puts in the value that \`placeholders\` has for it; who sends puts in what there is. The words are names of
resource types, for the identifier of a resource of that type, and these:

| placeholder | stands for |
|---|---|
${roles.filter(({ name }) => name !== 'own attribute').map(({ name, description }) => `| \`{{${name}}}\` | ${markdown(description)} |\n`).join('')}
### Features

What a CSE need not have. One without a feature may refuse a payload that takes it, whatever else is right about it.
With \`announcement\`, too, one refuses \`announceTo\` of a type that has no announced variant, and of an instance whose parent is not announced there.

| feature | what it is | attributes and members | resource types |
|---|---|---|---|
${features
  .map(({ name, description, names, resources, announced }) => {
    const types = [...resources, ...(announced === true ? ['all announced variants'] : [])];
    return `| ${markdown(name)} | ${markdown(description)} | ${markdown(names.join(', '))} | ${markdown(types.join(', '))} |\n`;
  })
  .join('')}
## State machines: \`transitions.<machine>.json\`

Every state against every event; the state \`null\` is creation. \`legal\` says where an event leads (\`to\` null: the resource is gone),
with the \`guard\` that must hold, where there is one. \`illegal\` lists what must be refused, with the events that are \`legal\` there.

## Fault codes: \`faults.json\`

The result of every fault code for every RPC. \`listed\` is false for codes that the RPC's own tables do not have, which devices send
all the same; with \`rpc\` null, the result is the same for any RPC.

## Aggregates: \`aggregations.json\`

Lists of individual values, and the value of the whole; names and numbers.
`;

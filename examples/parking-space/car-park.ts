import { createHostingCse } from './generated/bind/runtime.js';
import { encode, parse } from './generated/bind/wire.js';
import { createWire } from './generated/validators/parkingSpace.js';

// Names and types of my own: a misspelt attribute does not compile, and is refused at run time.
const space = encode('parkingSpace', { containerDefinition: 'org.example.parkingSpace', spaceNumber: 17, occupied: false });
console.log(JSON.stringify(space));

// What arrives, by the name of its root element.
const arrived = await parse('{ "my:parkingSpace": { "occd": "maybe" } }', 'application/json');
if (!arrived.ok) for (const { place, message } of arrived.diagnostics) console.log(`${place?.line}:${place?.column} ${message}`);

// One validator, for one request.
console.log(createWire.issues({ ...space, spaceNumber: 0 }).map(({ message }) => message));

// A CSE that hosts it, with all that every resource type has: names, times, access, subscriptions, discovery.
const cse = createHostingCse();
const request = (primitive: object) => cse.request({ fr: 'CAdmin', rqi: '1', ...primitive });
const created = await request({ op: 1, to: 'cse-in', ty: 28, pc: { 'my:parkingSpace': { rn: 'space-17', ...space } } });
const updated = await request({ op: 3, to: 'cse-in/space-17', pc: { 'my:parkingSpace': { occd: true } } });
console.log(created['rsc'], updated['rsc']);
const found = await request({ op: 2, to: 'cse-in/space-17' });
const content = await parse(JSON.stringify(found['pc']), 'application/json', { type: 'parkingSpace', operation: 'full' });
if (content.ok) console.log(content.value.spaceNumber, content.value.occupied);
const refused = await request({ op: 3, to: 'cse-in/space-17', pc: { 'my:parkingSpace': { spaceNumber: 18 } } });
console.log(refused['rsc'], JSON.stringify(refused['pc']));

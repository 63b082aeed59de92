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
const created = await cse.request({ op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 28, pc: { 'my:parkingSpace': { rn: 'space-17', ...space } } });
console.log(created['rsc']);
await cse.request({ op: 3, to: 'cse-in/space-17', fr: 'CAdmin', rqi: '2', pc: { 'my:parkingSpace': { occd: true } } });
const now = await cse.request({ op: 2, to: 'cse-in/space-17', fr: 'CAdmin', rqi: '3' });
console.log(now['pc']);
const refused = await cse.request({ op: 3, to: 'cse-in/space-17', fr: 'CAdmin', rqi: '4', pc: { 'my:parkingSpace': { spaceNumber: 18 } } });
console.log(refused['rsc'], refused['pc']);

/** The page beside the plan. */
export const readme = `# Conformance: what to ask a CSE

Generated from the specification; no code of this project is needed to use it. \`specgen conform URL\` runs it, and so can any
other runner. Every file is UTF-8 JSON.

| file | what |
|---|---|
| \`kinds.json\` | kinds of checks: what a failure is called (\`kind\`), in words (\`what\`), and where the standard says so (\`clause\`) |
| \`payloads.json\` | how the vectors of each resource type (\`../vectors/\`) become requests |
| \`procedures.json\` | cases of several requests: addresses, discovery, access control, notifications … |

\`readings.json\` has where other implementations are known to read the specification otherwise: of a \`kind\`, a \`resource\` type or an
\`attribute\` by their long names.

A kind \`answer.…\` holds for every answer to every request.

## Payloads

One row for each resource type. \`vectors\` is its file in \`../vectors/\`; \`root\` the root element of its contents, \`resourceType\` the
parameter Resource Type; \`operations\` those that requests may carry. \`below\` says where to create one: from the AE of the run, or
from the CSEBase, down to the parent, each with the first of its own valid vectors; null: it is not created by request; \`single\`: there can be only
so many of it below one parent; \`ends\`: what an UPDATE has to carry before a DELETE, where what runs is not deleted. \`unsettled\` says why a refusal of a valid payload says nothing: of all of them (\`*\`), of those about an
attribute, or of one by its name. \`changes\` has the short names of what the Hosting CSE may store otherwise than it was sent,
or not at all; \`adjusts\` of what it may give another value when it is created, but some. \`errata\`
has the attributes of which an erratum of ours (\`../json/errata.json\`) changed or explains what is printed.

- each valid vector of \`create\`: answered 2001; a RETRIEVE shows its attributes, and is a valid \`full\` representation
- each invalid vector of \`create\`: answered with its \`statusCode\`, and nothing is created (kind \`create.RULE\`)
- \`everything\` comes last, without what of it the CSE has refused before, as long as what is left keeps the rules
- each vector of \`update\`, on a resource made with the first valid vector of \`create\` and what is \`stored\`: answered 2004, or with its
  \`statusCode\`; what null is to delete must be there first
- a refusal with another code than \`statusCode\` is a refusal: what is wrong with it is its code alone
- a type without \`update\`: an UPDATE is answered 4005

A valid request that is answered 5001 (NOT_IMPLEMENTED) shows an optional feature that the CSE does not have: the case is *not
tested*, as is each whose resource types are not in supportedResourceType of the CSEBase.

## Procedures

| member | meaning |
|---|---|
| \`id\`, \`kind\`, \`what\`, \`clause\` | what is checked, and where the standard says so |
| \`certainty\` | \`printed\`, \`erratum\` (our reading of what contradicts itself), or \`provisional\` (no published source) |
| \`types\` | resource types that the CSE must have |
| \`steps\` | carried out one after the other; the first that fails ends the case |

| member of a step | meaning |
|---|---|
| \`request\` | a request primitive with short names, as a rule without \`rqi\` and \`rvi\`; \`fr\` is \`{{ae.id}}\` where it is absent; \`rqi\` and \`rvi\` are there where they are not those of any request. \`(body)\`, \`(content-type)\` and \`(accept)\` replace what would be sent |
| \`rsc\` | response status codes, any of which is right |
| \`content\` | what must hold of the content of the answer |
| \`save\` | names for attributes of the answer, which later steps write as \`{{name}}\` |
| \`notified\` | a notification arrives at \`{{listener.AT}}\` \`within\` so many seconds, with this \`content\`, and the request has these \`parameters\`. Of the \`sort\` \`verification\` is what asks a target whether it wants a subscription: no other step counts it, and where none comes the case is not tested |
| \`quiet\` | no notification arrives at \`{{listener.AT}}\` \`for\` so many seconds |
| \`wait\` | seconds to wait |
| \`until\` | so many seconds the request is repeated until its answer is right. Where it is absent, a RETRIEVE is worth a second look half a second later: no clause says that what a request brings about is done when it is answered |
| \`device\` | what the device of the \`node\` (\`nodeID\` says which it is: OUI, product class and serial number, with dashes between) \`does\` from now on with what it is told: \`obeys\`, \`fails\`, is \`slow\`: obeys after some seconds, or is \`stubborn\`: slow, and refuses to have it cancelled. Who cannot script it does not test the case, or leaves the step out where it is \`optional\` |
| \`given\` | not what the case is about: if it fails, the case is not tested |

How a primitive becomes a message, the binding says (HTTP: TS-0009 6): what is not asked for by its short name there, such as an
\`m2m:atrl\` in \`pc\` of a RETRIEVE, has a place of its own (\`atrl\` in the query). A runner that does not know a parameter, a member of a step or a placeholder does not test the case.

\`at\` leads from inside the root element of the content, names and numbers with dots between; an empty list of names is the whole.

| what holds | meaning |
|---|---|
| \`root\` | the name of the root element |
| \`nothing\` | there is no content |
| \`equals\`, \`differs\` | the value; times are equal when they are the same instant |
| \`same\` | it names the same resource or entity, in whatever form of address |
| \`present\` | whether there is a value |
| \`above\`, \`atMost\` | numbers, and times in the basic form |
| \`refers\`, \`refersNot\` | the content refers to all of these addresses, or to none, in whatever form |
| \`references\` | so many addresses; of several numbers any is right |

### What a run fills in

| placeholder | value |
|---|---|
| \`{{base}}\` | CSE-relative address of the CSEBase: its name |
| \`{{cse}}\` | CSE-ID, with its slash |
| \`{{ae}}\`, \`{{ae.id}}\` | address and AE-ID of the AE that the run has registered; it is the Originator |
| \`{{ae.dashed}}\` | the address with a dash in the place of the name of the CSEBase |
| \`{{other}}\` | AE-ID of a second AE |
| \`{{stranger}}\` | an AE-ID that nobody has registered |
| \`{{origin}}\` | the Originator that may do everything |
| \`{{nobody}}\` | the parameter is left out |
| \`{{fresh}}\` | a resourceName that no other case has |
| \`{{time+N}}\`, \`{{time-N}}\` | the current time and N seconds, as m2m:timestamp |
| \`{{listener.X}}\` | an address at which the run listens, of this case alone |
| \`{{NAME}}\` | what a step has saved |

A string that is one placeholder becomes its value, which may be a number.
`;

/** What senders of Releases 4 and 5 send: something new in every kind of content. */

export interface NewerMessage {
  readonly what: string;
  readonly text: string;
  readonly media: string;
  /** Paths of what a reading of Release 3 does not know and lives with. */
  readonly unknownHere: readonly string[];
  /** Of a type that Release 3 does not have: nothing is said of it. */
  readonly notCovered?: true;
  /** Whether `--release 5` knows all of it but the release of the sender. */
  readonly known?: true;
}

const resource = 'application/json';
const created = (type: number): string => `application/json;ty=${type}`;
const request = (rest: string): string => `{"op":2,"to":"cse-in","fr":"C","rqi":"1","rvi":"3",${rest}}`;
const response = (rest: string): string => `{"rsc":2000,"rqi":"1","rvi":"3",${rest}}`;
const notification = (rep: string, rest = ''): string => `{"m2m:sgn":{"sur":"s","nev":{"net":1,"rep":${rep}}${rest}}}`;

const message = (what: string, text: string, media: string, ...unknownHere: readonly string[]): NewerMessage => ({ what, text, media, unknownHere });
/** One whose additions `releases/5` has. */
const known = (...given: Parameters<typeof message>): NewerMessage => ({ ...message(...given), known: true });
/** One of a resource type that only `releases/5` has. */
const newType = (what: string, text: string, media: string): NewerMessage => ({ ...message(what, text, media), notCovered: true, known: true });

const common = ' xmlns:cod="http://www.onem2m.org/xml/protocols/commondomain"';
const xml = (root: string, inside: string, attributes = ''): string => `<m2m:${root} xmlns:m2m="http://www.onem2m.org/xml/protocols"${attributes}>${inside}</m2m:${root}>`;
const action = '{"evc":{"optr":1,"sbjt":"cni","thld":3},"evm":1,"orc":"cnt1","apv":{"op":3,"to":"cnt1","fr":"C","rqi":"2","rvi":"3","pc":{"m2m:cnt":{"lbl":["a"]}}}}';
const geometry = '"loc":{"typ":1,"crd":"[52.5,13.4]"}';

export const newerMessages: readonly NewerMessage[] = [
  // Requests and responses.
  message('a release', '{"op":2,"to":"cse-in","fr":"C","rqi":"1","rvi":"5"}', resource, 'rvi'),
  message('a release with a letter', '{"rsc":2000,"rqi":"1","rvi":"4a"}', resource, 'rvi'),
  message('an operation', request('"rcn":1').replace('"op":2', '"op":6'), resource, 'op'),
  message('a Result Content', request('"rcn":13'), resource, 'rcn'),
  message('a Response Type', request('"rt":{"rtv":6,"nu":["n"]}'), resource, 'rt/rtv'),
  message('an Event Category', request('"ec":5'), resource, 'ec'),
  message('a parameter', request('"mbrd":{"a":[1]}'), resource, 'mbrd'),
  message('Filter Criteria', request('"fc":{"fu":5,"ty":[65,3],"gq":{"gmty":1,"geom":"[1,2]","gsf":1}}'), resource, 'fc/fu', 'fc/ty/0', 'fc/gq'),
  message('a status code and a Content Status', response('"cnst":3').replace('2000', '4199'), resource, 'rsc', 'cnst'),
  known('an attribute of a Create request', `{"op":1,"to":"cse-in","fr":"C","rqi":"1","rvi":"3","ty":3,"pc":{"m2m:cnt":{${geometry},"cstn":"C"}}}`, resource, 'pc/m2m:cnt/loc', 'pc/m2m:cnt/cstn'),
  message('an attribute of a response', response('"pc":{"m2m:cnt":{"st":1,"brandNew":{"a":1}}}'), resource, 'pc/m2m:cnt/brandNew'),
  newType('a type in a Create request', `{"op":1,"to":"cse-in","fr":"C","rqi":"1","rvi":"3","ty":65,"pc":{"m2m:actr":${action}}}`, resource),
  newType('a type in a response', response(`"pc":{"m2m:actr":{"ty":65,"rn":"a","evm":1}}`), resource),

  // Resources.
  message('releases and numbers of an AE', '{"m2m:ae":{"api":"Nlights","rr":true,"srv":["2a","3","4","5"],"nwa":1}}', created(2), 'm2m:ae/srv/2', 'm2m:ae/srv/3', 'm2m:ae/nwa'),
  message('types of a CSEBase', '{"m2m:cb":{"csi":"/c","ri":"c","ty":5,"cst":4,"srt":[3,65,10065],"srv":["5"],"poa":["http://c/"]}}', resource, 'm2m:cb/cst', 'm2m:cb/srt/1', 'm2m:cb/srt/2', 'm2m:cb/srv/0'),
  message('where a remote CSE is', '{"m2m:csr":{"cb":"/c/c","csi":"/c","rr":true,"srv":["3"],"spi":"//sp","ici":"/in","poa":["http://c/"]}}', created(16), 'm2m:csr/spi', 'm2m:csr/ici'),
  message('event types of a subscription', '{"m2m:sub":{"nu":["n"],"enc":{"net":[9,10],"chty":[65],"gq":{"gmty":1}},"nct":7}}', created(23), 'm2m:sub/enc/net/0', 'm2m:sub/enc/net/1', 'm2m:sub/enc/chty/0', 'm2m:sub/enc/gq', 'm2m:sub/nct'),
  known('statistics of a subscription', '{"m2m:sub":{"nu":["n"],"nse":true}}', created(23), 'm2m:sub/nse'),
  known('a deletion count', '{"m2m:cin":{"con":"a","dcnt":5}}', created(4), 'm2m:cin/dcnt'),
  known('aggregation on a polling channel', '{"m2m:pch":{"rqag":true}}', created(15), 'm2m:pch/rqag'),
  known('the type of a node', '{"m2m:nod":{"ni":"urn:n","nty":1}}', created(14), 'm2m:nod/nty'),
  known('how announced attributes are kept', '{"m2m:cnt":{"at":["/c"],"aa":["lbl"],"ast":2}}', created(3), 'm2m:cnt/ast'),
  message('an announced resource', '{"m2m:cntA":{"lnk":"/c/x","brandNew":1}}', resource, 'm2m:cntA/brandNew'),
  message('members of a group', '{"m2m:grp":{"mid":["a"],"mnm":3,"mt":65,"csy":4}}', created(9), 'm2m:grp/mt', 'm2m:grp/csy'),
  message('an access control rule', '{"m2m:acp":{"pv":{"acr":[{"acor":["C"],"acop":63,"acco":[{"acl":3}],"acod":[{"ty":65,"chty":[66]}]}]},"pvs":{"acr":[{"acor":["C"],"acop":63}]}}}', created(1), 'm2m:acp/pv/acr/0/acco/0/acl', 'm2m:acp/pv/acr/0/acod/0/ty', 'm2m:acp/pv/acr/0/acod/0/chty/0'),
  message('operations of an access control rule', '{"m2m:acp":{"pv":{"acr":[{"acor":["C"],"acop":127}]},"pvs":{"acr":[{"acor":["C"],"acop":64}]}}}', created(1), 'm2m:acp/pv/acr/0/acop', 'm2m:acp/pvs/acr/0/acop'),
  message('an encoding and a security of a content', '{"m2m:cin":{"cnf":"text/plain:9:7","con":"a"}}', created(4), 'm2m:cin/cnf'),
  message('a content without an encoding, as Release 1 has it', '{"m2m:cin":{"cnf":"text/plain","con":"a"}}', created(4), 'm2m:cin/cnf'),
  message('serializations, also as Release 1 has them', '{"m2m:ae":{"api":"Nx","rr":true,"srv":["3"],"csz":["json","msgpack","application/json"]}}', created(2), 'm2m:ae/csz/1', 'm2m:ae/csz/2'),
  message('six types of events', '{"m2m:sub":{"nu":["n"],"enc":{"net":[1,2,3,4,5,1]}}}', created(23), 'm2m:sub/enc/net'),
  message('a type of events that another content goes with', '{"m2m:sub":{"nu":["n"],"enc":{"net":[9]},"nct":1}}', created(23), 'm2m:sub/enc/net/0'),
  message('arguments of a command', '{"m2m:mgc":{"cmt":2,"exra":{"rbo":[{"any":[{"nm":"a","val":"b"}]}],"brandNew":[1]},"ext":"/c/n"}}', created(12), 'm2m:mgc/exra/brandNew'),
  message('a format of a descriptor', '{"m2m:smd":{"dcrp":8,"dsp":"YQ=="}}', created(24), 'm2m:smd/dcrp'),
  message('the state of a battery', '{"m2m:bat":{"mgd":1006,"btl":23,"bts":8}}', created(13), 'm2m:bat/bts'),
  message('a time window', '{"m2m:crs":{"rrat":["a"],"twt":3,"tws":"PT1S","nu":["n"],"encs":{"encn":[{"net":[11]}]}}}', created(48), 'm2m:crs/twt', 'm2m:crs/encs/encn/0/net/0'),
  message('a request that is kept', '{"m2m:req":{"op":2,"tg":"x","org":"C","rid":"1","rs":9,"mi":{"rvi":"5","brandNew":1},"ors":{"rsc":2000,"rqi":"1","to":"x","brandNew":2}}}', resource, 'm2m:req/rs', 'm2m:req/mi/rvi', 'm2m:req/mi/brandNew', 'm2m:req/ors/brandNew'),
  newType('an action', `{"m2m:actr":${action}}`, created(65)),
  newType('a time synchronization beacon', '{"m2m:tsb":{"bcnc":1,"bcnu":["n"]}}', created(60)),
  message('a child of a new type', '{"m2m:cnt":{"rn":"a","m2m:brandNew":[{"rn":"b"}]}}', resource, 'm2m:cnt/m2m:brandNew'),
  message('a child of a type of TS-0023', '{"m2m:cnt":{"rn":"a","cod:tempe":[{"curT0":21.5}]}}', resource, 'm2m:cnt/cod:tempe'),
  { ...message('a type of TS-0023', '{"cod:tempe":{"cnd":"org.onem2m.common.moduleclass.temperature","curT0":21.5}}', resource), notCovered: true },
  newType('a type of TS-0022', '{"dcfg:wific":{"mgd":1028,"ssid":"x","scan":true}}', resource),

  // Notifications, and contents within contents.
  message('the type of an event', notification('{"m2m:cnt":{"rn":"a"}}').replace('"net":1', '"net":11'), resource, 'm2m:sgn/nev/net'),
  message('members of a notification', notification('{"m2m:cnt":{"brandNew":1}}', ',"brandNew":[1]'), resource, 'm2m:sgn/nev/rep/m2m:cnt/brandNew', 'm2m:sgn/brandNew'),
  newType('what a notification is of', notification('{"m2m:actr":{"evm":1}}'), resource),
  message('several notifications', '{"m2m:agn":{"sgn":[{"sur":"s","nev":{"net":11,"rep":{"m2m:cnt":{"brandNew":1}}}}]}}', resource, 'm2m:agn/sgn/0/nev/net', 'm2m:agn/sgn/0/nev/rep/m2m:cnt/brandNew'),
  message('several notifications, with prefix', '{"m2m:agn":{"m2m:sgn":[{"sur":"s","nev":{"net":11}}]}}', resource, 'm2m:agn/m2m:sgn', 'm2m:agn/m2m:sgn/0/nev/net'),
  message('several responses', `{"m2m:agr":{"m2m:rsp":[{"rsc":2000,"rqi":"1","rvi":"4","to":"C","brandNew":1,"pc":{"m2m:cnt":{"brandNew":1}}}]}}`, resource, 'm2m:agr/m2m:rsp/0/rvi', 'm2m:agr/m2m:rsp/0/brandNew', 'm2m:agr/m2m:rsp/0/pc/m2m:cnt/brandNew'),
  message('a resource with its address', '{"m2m:rce":{"uri":"a/b","m2m:cnt":{"brandNew":1}}}', resource, 'm2m:rce/m2m:cnt/brandNew'),
  message('a member beside a resource and its address', '{"m2m:rce":{"uri":"a/b","brandNew":1,"m2m:cnt":{}}}', resource, 'm2m:rce/brandNew'),
  newType('a new resource with its address', '{"m2m:rce":{"uri":"a/b","m2m:actr":{"rn":"b"}}}', resource),
  message('references to children', '{"m2m:rrl":{"rrf":[{"nm":"a","typ":65,"val":"a/b","brandNew":1}]}}', resource, 'm2m:rrl/rrf/0/typ', 'm2m:rrl/rrf/0/brandNew'),
  message('a request in a response', response('"pc":{"m2m:rqp":{"op":3,"to":"a","fr":"C","rqi":"2","rvi":"5","pc":{"m2m:cnt":{"brandNew":1}}}}'), resource, 'pc/m2m:rqp/rvi', 'pc/m2m:rqp/pc/m2m:cnt/brandNew'),
  message('a response in a notification', '{"op":5,"to":"a","fr":"C","rqi":"2","rvi":"3","pc":{"m2m:rsp":{"rsc":2000,"rqi":"1","rvi":"5","brandNew":1}}}', resource, 'pc/m2m:rsp/rvi', 'pc/m2m:rsp/brandNew'),
  message('security information', '{"m2m:seci":{"sit":9,"brandNew":1}}', resource, 'm2m:seci/sit', 'm2m:seci/brandNew'),

  // In XML.
  message('numbers and an attribute, in XML', xml('ae', '<api>Nx</api><rr>true</rr><srv>3 4</srv><nwa>1</nwa>'), 'application/xml;ty=2', 'm2m:ae/srv/1', 'm2m:ae/nwa'),
  message('an XML attribute', xml('cnt', '<brandNew><a>1</a></brandNew>', ' other="1"'), 'application/xml', 'm2m:cnt/other', 'm2m:cnt/brandNew'),
  message('parameters, in XML', xml('rqp', '<op>2</op><to>a</to><fr>C</fr><rqi>1</rqi><rvi>5</rvi><ec>5</ec><mbrd>x</mbrd>'), 'application/xml', 'm2m:rqp/rvi', 'm2m:rqp/ec', 'm2m:rqp/mbrd'),
  message('a notification, in XML', xml('sgn', '<nev><rep><m2m:cnt><brandNew>1</brandNew></m2m:cnt></rep><net>11</net></nev><sur>s</sur>'), 'application/xml', 'm2m:sgn/nev/rep/m2m:cnt/brandNew', 'm2m:sgn/nev/net'),
  message('several notifications, with prefix, in XML', xml('agn', '<m2m:sgn><sur>s</sur></m2m:sgn><m2m:sgn><sur>t</sur></m2m:sgn>'), 'application/xml', 'm2m:agn/m2m:sgn'),
  message('a member beside a resource and its address, in XML', xml('rce', '<m2m:cnt><lbl>a</lbl></m2m:cnt><uri>a/b</uri><brandNew>1</brandNew>'), 'application/xml', 'm2m:rce/brandNew'),
  message('operations and a content, in XML', xml('cin', '<cnf>text/plain:9:7</cnf><con>a</con>'), 'application/xml;ty=4', 'm2m:cin/cnf'),
  message('a child of a new type, in XML', xml('cnt', '<m2m:brandNew rn="b"><a>1</a></m2m:brandNew>'), 'application/xml', 'm2m:cnt/m2m:brandNew'),
  message('a child of a type of TS-0023, in XML', xml('cnt', `<cod:tempe${common} rn="b"><curT0>21.5</curT0></cod:tempe>`), 'application/xml', 'm2m:cnt/cod:tempe'),
  { ...message('a type of TS-0023 in a response, in XML', xml('rsp', `<rsc>2000</rsc><rqi>1</rqi><rvi>3</rvi><pc><cod:tempe${common}><curT0>21.5</curT0></cod:tempe></pc>`), 'application/xml'), notCovered: true },
  { ...message('a type of TS-0023, in XML', `<cod:tempe${common} rn="b"><curT0>21.5</curT0></cod:tempe>`, 'application/xml'), notCovered: true },
];

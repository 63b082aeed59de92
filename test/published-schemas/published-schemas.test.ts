// All who ask the published schemas under Ajv stand in one file: to compile them takes four seconds in each worker that does.
import './validators.js';
import './payloads.js';
import './vectors.js';
import './builders.js';
import './xsd.js';

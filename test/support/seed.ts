import * as fc from 'fast-check';

/**
 * Property tests try the same values on every run, so that a change is what turns a test red, and a red one stays red until
 * it is mended. `SPECGEN_SEED=7 npm run test:unit` tries others; the message of a failure names its seed.
 */
fc.configureGlobal({ seed: Number(process.env['SPECGEN_SEED'] ?? 20_261_122) });

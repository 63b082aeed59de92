/**
 * What has to be true before a release, and what it changes: without files or programs, so that a test can ask.
 *
 * @typedef {object} Checkout
 * @property {string} version of package.json
 * @property {string} changelog
 * @property {string} status what `git status --porcelain` prints
 * @property {readonly string[]} tags
 */

const heading = (/** @type {string} */ version) => new RegExp(`^## ${version.replaceAll('.', '\\.')} \\(unreleased\\)$`, 'm');

/** Why there can be no release, each with what to do. @param {Checkout} checkout @returns {readonly string[]} */
export function obstacles({ version, changelog, status, tags }) {
  return [
    ...(/^\d+\.\d+\.\d+$/.test(version) ? [] : [`${version} is no version of a release: npm version --no-git-tag-version X.Y.Z`]),
    ...(heading(version).test(changelog) ? [] : [`CHANGELOG.md has no section "## ${version} (unreleased)": say what users see`]),
    ...(tags.includes(`v${version}`) ? [`v${version} is released: npm version --no-git-tag-version X.Y.Z`] : []),
    ...(status.trim() === '' ? [] : [`the working tree has changes: commit or stash them\n${status.trimEnd()}`]),
  ];
}

/** The changelog with the day of the release. @param {string} changelog @param {string} version @param {string} day */
export const dated = (changelog, version, day) => changelog.replace(heading(version), `## ${version} (${day})`);

/** Releases of oneM2M as m2m:releaseVersion has them: those of what is hosted here, and those that peers may be of besides. */

/** What the specification that was generated covers. */
export const ourReleases: readonly string[] = ['1', '2', '2a', '3'];

export const laterReleases: readonly string[] = ['4', '5'];

const latest = ourReleases.at(-1)!;

/** A later release as the latest of ours: whoever is of it speaks one of ours, or will find out. */
export const asOurs = <T>(release: T): T | string => (laterReleases.includes(release as string) ? latest : release);

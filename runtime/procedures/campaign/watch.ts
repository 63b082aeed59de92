/** Which campaigns wait for which resources (TS-0001-CR 10.2.28.2 Step 3). An event costs what concerns it, not what is waited for. */

import type { Unit } from '../../work/unit.js';
import type { Occurrence } from '../../work/unit.js';

type Subjects = readonly (string | undefined)[];

export class Watch {
  readonly #subjectsOf = new Map<string, Subjects>();
  readonly #campaignsOf = new Map<string, Set<string>>();
  /** Campaigns of which a subject is missing: it may come yet. */
  readonly #expectant = new Set<string>();

  follow(unit: Unit, campaign: string, subjects: Subjects): void {
    const before = this.#subjectsOf.get(campaign) ?? [];
    this.#replace(campaign, subjects);
    unit.onUndo(() => this.#replace(campaign, before));
  }

  forget(unit: Unit, campaign: string): void {
    if (this.#subjectsOf.has(campaign)) this.follow(unit, campaign, []);
  }

  /** The campaigns whose criteria may have come to hold, or that wait for another resource from now on. */
  concernedBy({ event, host }: Occurrence): readonly string[] {
    if (event === 'childCreated') return [...this.#expectant];
    return event === 'childDeleted' ? [] : [...(this.#campaignsOf.get(host) ?? [])];
  }

  #replace(campaign: string, subjects: Subjects): void {
    for (const subject of this.#subjectsOf.get(campaign) ?? []) {
      if (subject === undefined) continue;
      const waiting = this.#campaignsOf.get(subject);
      waiting?.delete(campaign);
      if (waiting?.size === 0) this.#campaignsOf.delete(subject);
    }
    this.#expectant.delete(campaign);
    this.#subjectsOf.delete(campaign);
    if (subjects.length === 0) return;
    this.#subjectsOf.set(campaign, subjects);
    for (const subject of subjects) {
      if (subject === undefined) this.#expectant.add(campaign);
      else this.#campaignsOf.set(subject, (this.#campaignsOf.get(subject) ?? new Set()).add(campaign));
    }
  }
}

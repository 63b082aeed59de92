/** What happens in a CSE, for whoever watches it: heard after the commit that made it so, in its order. */

import type { Answer, Devices, DeviceSession, Report } from './devices/devices.js';
import { follow, prompt } from './devices/prompt.js';
import type { Attributes, Resource } from './resource.js';

export type Happening =
  | { readonly kind: 'created' | 'updated' | 'deleted'; readonly resource: Resource }
  | {
      /** A generated machine took a transition; `to` null: with it the resource goes. */
      readonly kind: 'transition';
      /** As it was before. */
      readonly resource: Resource;
      readonly attribute: string;
      readonly event: string;
      readonly from: string | null;
      readonly to: string | null;
    }
  | {
      readonly kind: 'notification';
      readonly target: string;
      readonly notification: Attributes;
    };

/** What passes between the CSE and its devices. */
export type Passage =
  | { readonly kind: 'connect'; readonly node: string }
  | { readonly kind: 'rpc'; readonly node: string; readonly rpc: string; readonly args: unknown }
  | { readonly kind: 'answer'; readonly node: string; readonly rpc: string; readonly answer: Answer }
  | { readonly kind: 'failure'; readonly node: string; readonly rpc: string; readonly error: unknown }
  | { readonly kind: 'report'; readonly report: Report };

/**
 * Hears what happens. What it throws goes to `report`, and harms nobody.
 * @example createHostingCse({ hooks: { happened: ({ kind }) => console.log(kind) } })
 */
export interface Hooks {
  readonly happened?: (happening: Happening) => void;
  readonly passed?: (passage: Passage) => void;
}

/** The same devices, overheard. */
export function overheard(devices: Devices, { passed }: Hooks, report: (error: unknown) => void): Devices {
  if (passed === undefined) return devices;
  const tell = (passage: Passage) => {
    try {
      passed(passage);
    } catch (error) {
      report(error);
    }
  };
  /** An RPC by the name of its method. What is prompt stays so. */
  const listened = (node: string, session: DeviceSession): DeviceSession =>
    new Proxy(session, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || typeof name !== 'string' || name === 'close') return member;
        return (args?: unknown): Promise<unknown> => {
          tell({ kind: 'rpc', node, rpc: name, args });
          return prompt(({ done, failed }) =>
            follow(
              () => Reflect.apply(member, target, [args]) as Promise<unknown>,
              (answer) => {
                tell({ kind: 'answer', node, rpc: name, answer: answer as Answer });
                done(answer);
              },
              (error) => {
                tell({ kind: 'failure', node, rpc: name, error });
                failed(error);
              },
            ),
          );
        };
      },
    });
  // Once, however many procedures hear reports.
  devices.onReport((report) => tell({ kind: 'report', report }));
  return {
    connect(node, options) {
      tell({ kind: 'connect', node });
      return prompt(({ done, failed }) => follow(() => devices.connect(node, options), (session) => done(listened(node, session)), failed));
    },
    onReport: (handler) => devices.onReport(handler),
  };
}

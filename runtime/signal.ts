/** That nobody waits any more. An `AbortSignal` is one; its type is of Node or of the DOM, which a project need not have. */
export interface Signal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

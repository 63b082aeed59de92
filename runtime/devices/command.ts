/** What an execution asks of a device. */

import type { Answer, ChangeDUStateArgs, DeviceSession, DownloadArgs, RebootArgs, UploadArgs } from './devices.js';

/** An RPC that an execution consists of, complete but for its CommandKey. */
export type Command =
  | { readonly rpc: 'Download'; readonly args: Omit<DownloadArgs, 'commandKey'> }
  | { readonly rpc: 'Upload'; readonly args: Omit<UploadArgs, 'commandKey'> }
  | { readonly rpc: 'ChangeDUState'; readonly args: Omit<ChangeDUStateArgs, 'commandKey'> }
  | { readonly rpc: 'Reboot'; readonly args: Omit<RebootArgs, 'commandKey'> }
  | { readonly rpc: 'FactoryReset'; readonly args: Readonly<Record<never, never>> };

/** Calls the RPC of a command. FactoryReset is the one that has no CommandKey. */
export function send(session: DeviceSession, command: Command, commandKey: string): Promise<Answer> {
  switch (command.rpc) {
    case 'Download':
      return session.download({ ...command.args, commandKey });
    case 'Upload':
      return session.upload({ ...command.args, commandKey });
    case 'ChangeDUState':
      return session.changeDUState({ ...command.args, commandKey });
    case 'Reboot':
      return session.reboot({ commandKey });
    case 'FactoryReset':
      return session.factoryReset();
  }
}

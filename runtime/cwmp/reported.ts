/** What CPEs report: whoever listens is told, and the CPE is answered when what it means is durable. */

import type { Report, ReportHandler } from '../devices/devices.js';
import { reportHandlers } from '../devices/reports.js';
import type { Directory } from './known-device.js';

export interface ReportedOptions {
  readonly directory: Pick<Directory, 'keep'>;
  readonly report: (error: unknown) => void;
  /** How many reports are stored at a time before it is too much. */
  readonly most: number;
}

export class Reported {
  readonly #options: ReportedOptions;
  readonly #handlers = reportHandlers();
  #storing = 0;

  constructor(options: ReportedOptions) {
    this.#options = options;
  }

  get isTooMuch(): boolean {
    return this.#storing >= this.#options.most;
  }

  on(handler: ReportHandler): () => void {
    return this.#handlers.on(handler);
  }

  /** False: it could not be stored, and is to be sent again. */
  async store(report: Report): Promise<boolean> {
    this.#storing += 1;
    try {
      if (report.rpc === 'Inform') await this.#options.directory.keep(report.node, report);
      await this.#handlers.tell(report);
      return true;
    } catch (error) {
      this.#options.report(error);
      return false;
    } finally {
      this.#storing -= 1;
    }
  }
}

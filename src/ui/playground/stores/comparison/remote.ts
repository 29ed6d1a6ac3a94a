/** The server that is compared with, its key, and the recorded answers. */
import type { LatestRun } from "../../../../engine/latest-run.ts";
import type { Recording } from "../../../../engine/remote/recordings.ts";
import {
  type Provider,
  type RemoteSettings,
  isVendorAddress,
  keySlot,
  presetSettings,
  withVendor,
} from "../remote-settings.ts";
import type { Slice } from "../slice.ts";
import type { CandidateRuns } from "./candidate-runs.ts";
import { remoteId } from "./candidates.ts";
import { loadRemoteRun } from "./load-remote-run.ts";

export interface RemoteState {
  /** Whether the server takes part. Never saved: nothing leaves the machine unless it is switched on at this visit. */
  remoteEnabled: boolean;
  remote: RemoteSettings;
  /** In memory only, by `keySlot`: a change of the preset or the address must not send a key to another host. */
  apiKeys: Readonly<Record<string, string>>;
  /** Every answer of a server at this visit, and those of the files that were opened. */
  recordings: readonly Recording[];
  /** The recording that was opened last. */
  recording: Recording | undefined;

  enableRemote: (enabled: boolean) => void;
  setProvider: (provider: Provider) => void;
  setRemote: (change: Partial<Omit<RemoteSettings, "provider">>) => void;
  /** Called when the address is complete: an address of a vendor selects that vendor. */
  settleAddress: () => void;
  setApiKey: (apiKey: string) => void;
  /** Adds the recordings of a file, which answer from now on. */
  openRecordings: (recordings: readonly Recording[]) => void;
  /** Prefers this recording where several match the request. */
  chooseRecording: (recording: Recording) => void;
  forgetRecordings: () => void;
}

interface RemoteOptions {
  remote: RemoteSettings;
  runs: CandidateRuns;
  exampleSetRun: LatestRun;
  /** Key slots whose key was sent: such a key stays with its host. */
  sentKeySlots: ReadonlySet<string>;
}

export function createRemote(
  { set, get }: Slice<RemoteState>,
  { remote, runs, exampleSetRun, sentKeySlots }: RemoteOptions,
): RemoteState {
  /** What was entered for each provider, for when it is selected again. */
  const entered = new Map<Provider, RemoteSettings>();

  /** Ends the example set, which ran with the former settings, and removes the error that belonged to them. */
  function change(next: Partial<RemoteState>): void {
    exampleSetRun.cancel();
    runs.clearError(remoteId);
    set(next);
  }

  function select(remote: RemoteSettings): void {
    const former = get().remote;
    entered.set(former.provider, former);
    runs.discard(remoteId);
    change({ remote, recording: undefined });
  }

  return {
    remoteEnabled: false,
    remote,
    apiKeys: {},
    recordings: [],
    recording: undefined,

    enableRemote: (remoteEnabled) => {
      // Loaded before it is needed: a recording must play without a network.
      if (remoteEnabled) loadRemoteRun().catch(() => undefined);
      else runs.discard(remoteId);
      change({ remoteEnabled });
    },
    setProvider: (provider) => select(entered.get(provider) ?? presetSettings(provider)),
    setRemote: (changed) => {
      const { remote: former, apiKeys } = get();
      const remote = { ...former, ...changed };
      const [from, to] = [keySlot(former), keySlot(remote)];
      // A key moves along while its address is being typed. A key that was sent, or is a vendor's, stays.
      const moves =
        from !== to && !sentKeySlots.has(from) && !isVendorAddress(former) && apiKeys[to] === undefined;
      const { [from]: key = "", ...others } = apiKeys;
      runs.cancel(remoteId);
      change({ remote, ...(moves && key !== "" && { apiKeys: { ...others, [to]: key } }) });
    },
    settleAddress: () => {
      const { remote } = get();
      const settled = withVendor(remote);
      if (settled !== remote) select(settled);
    },
    setApiKey: (apiKey) => {
      const { apiKeys, remote } = get();
      change({ apiKeys: { ...apiKeys, [keySlot(remote)]: apiKey } });
    },

    openRecordings: (opened) => {
      runs.discard(remoteId);
      const { recordings } = get();
      const known = new Set(recordings.map((recording) => JSON.stringify(recording)));
      const added = opened.filter((recording) => !known.has(JSON.stringify(recording)));
      change({ recordings: [...recordings, ...added], recording: undefined });
    },
    chooseRecording: (recording) => change({ recording }),
    forgetRecordings: () => change({ recordings: [], recording: undefined }),
  };
}

import type { FuzzTarget } from './fuzz-target.ts'
import { dhcpPacket } from './targets/dhcp-packet.ts'
import { dhcpServer } from './targets/dhcp-server.ts'
import { fileServer } from './targets/file-server.ts'
import { filter } from './targets/filter.ts'
import { httpRange } from './targets/http-range.ts'
import { isoImage } from './targets/iso-image.ts'
import { jsonBody } from './targets/json-body.ts'
import { lldpFrame } from './targets/lldp-frame.ts'
import { patch } from './targets/patch.ts'
import { qcow2Disk } from './targets/qcow2-disk.ts'
import { smbiosTable } from './targets/smbios-table.ts'
import { tarArchive } from './targets/tar-archive.ts'
import { template } from './targets/template.ts'
import { tftpPacket } from './targets/tftp-packet.ts'
import { tftpServer } from './targets/tftp-server.ts'
import { yamlDocument } from './targets/yaml-document.ts'

/** Everything that is fuzzed. */
export const TARGETS: readonly FuzzTarget[] = [
  filter,
  patch,
  template,
  jsonBody,
  yamlDocument,
  dhcpPacket,
  tftpPacket,
  httpRange,
  isoImage,
  tarArchive,
  dhcpServer,
  tftpServer,
  fileServer,
  qcow2Disk,
  lldpFrame,
  smbiosTable,
]

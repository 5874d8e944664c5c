// SPDX-License-Identifier: Apache-2.0

import Billing
import Glibc
public import Values

/// The time zones of this machine, read from its time-zone database.
public enum TimeZones {
  /// The zone of a name such as `America/Chicago`.
  ///
  /// - Throws: ``DeskError``: `unknownZone`.
  public static func zone(_ name: String) throws -> TimeZoneTable {
    let isName =
      !name.isEmpty && !name.hasPrefix("/") && !name.contains("..")
      && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
    guard isName, let bytes = try? Files.read("\(folder)/\(name)", limit: 1 << 20),
      let zone = TimeZoneTable(parsing: bytes)
    else { throw DeskError(.unknownZone, ("zone", isName ? name : "?")) }
    return zone
  }
}

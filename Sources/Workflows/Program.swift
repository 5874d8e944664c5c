// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What this program is.
public enum Program {
  /// Its version.
  public static let version = "0.1.0"

  /// The path of the program that runs; nothing where the system does not tell.
  public static var path: String? {
    guard let found = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}

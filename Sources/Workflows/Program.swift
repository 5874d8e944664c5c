// SPDX-License-Identifier: Apache-2.0

/// What this program is.
public enum Program {
  /// Its version.
  public static let version = "0.1.0"
}

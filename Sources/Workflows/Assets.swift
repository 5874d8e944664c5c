// SPDX-License-Identifier: Apache-2.0

import CAssets
import CodeSets
import Glibc

/// The tables of `Data/`, which are part of the program.
enum Assets {
  /// Which editions took effect when.
  static let editions: EditionCalendar = {
    guard let calendar = EditionCalendar(bytes("codesets/editions.tsv")) else {
      preconditionFailure("codesets/editions.tsv is malformed")
    }
    return calendar
  }()

  /// The bytes of a table by its path below `Data/`.
  ///
  /// - Precondition: The table is part of the program.
  static func bytes(_ name: String) -> [UInt8] {
    guard let bytes = optionalBytes(name) else {
      preconditionFailure("the program has no table \(name)")
    }
    return bytes
  }

  /// The bytes of a table by its path below `Data/`; nothing where the program has none.
  static func optionalBytes(_ name: String) -> [UInt8]? {
    for asset in UnsafeBufferPointer(start: cleanclaim_assets, count: cleanclaim_assets_count)
    where strcmp(asset.name, name) == 0 {
      return Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count))
    }
    return nil
  }

  /// The paths of the files whose paths begin with a text, sorted.
  static func files(under start: String) -> [String] {
    UnsafeBufferPointer(start: cleanclaim_assets, count: cleanclaim_assets_count)
      .map { String(cString: $0.name) }.filter { $0.hasPrefix(start) }.sorted()
  }

  /// The names of the tables directly below a folder of `Data/`, without their ending.
  static func names(under folder: String) -> [String] {
    UnsafeBufferPointer(start: cleanclaim_assets, count: cleanclaim_assets_count)
      .map { String(cString: $0.name) }
      .filter { $0.hasPrefix(folder) && $0.hasSuffix(".tsv") }
      .map { String($0.dropFirst(folder.count).dropLast(4)) }
  }
}

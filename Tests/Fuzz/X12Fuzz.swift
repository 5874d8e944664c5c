// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The fuzz program: what must hold of any bytes whatever.
///
/// `Scripts/fuzz` compiles it with the sources of Values and X12 as one module, so that it reaches what is
/// internal. FUZZ_TARGET names the target, FUZZ_DATA the folder of the tables.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  switch Fuzz.target {
  case "tables": TablesTarget.run(bytes)
  case "rules": RulesTarget.run(bytes)
  default: ReaderTarget.run(bytes)
  }
  return 0
}

enum Fuzz {
  static let target = environment("FUZZ_TARGET") ?? "reader"
  static let folder = environment("FUZZ_DATA") ?? "Data/x12"
  static let library = library { nil }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The real tables, with one of them replaced where `other` says so.
  static func library(_ other: @escaping @Sendable () -> (name: String, bytes: [UInt8])?) -> GuideLibrary {
    do throws(GuideError) {
      return try GuideLibrary { name in
        if let other = other(), other.name == name { return other.bytes }
        return read(folder + "/" + name)
      }
    } catch {
      fatalError("the tables cannot be read: \(error)")
    }
  }

  static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&room, 1, room.count, file)
      if count == 0 { return bytes }
      bytes += room[..<count]
    }
  }

  /// A law that must hold; where it does not, the process ends with its name.
  static func must(_ holds: Bool, _ law: @autoclosure () -> String) {
    if !holds { fatalError("law broken: \(law())") }
  }
}

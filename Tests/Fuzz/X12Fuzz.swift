// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The fuzz program: what must hold of any bytes whatever.
///
/// `Scripts/fuzz` compiles it with the sources of Values and X12 as one module, so that it reaches what is
/// internal. FUZZ_TARGET names the target, FUZZ_DATA the folder of the tables.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  _ = Fuzz.library
  let begin = clock()
  switch Fuzz.target {
  case "tables": TablesTarget.run(bytes)
  case "rules": RulesTarget.run(bytes)
  case "syntax": ReaderTarget.run(bytes, isJudged: false)
  default: ReaderTarget.run(bytes, isJudged: true)
  }
  // The processor's time, because others may be at work on the machine.
  Fuzz.must(clock() - begin < CLOCKS_PER_SEC, "no input takes a second")
  return 0
}

enum Fuzz {
  static let target = environment("FUZZ_TARGET") ?? "judge"
  static let folder = environment("FUZZ_DATA") ?? "Data/x12"
  /// The real tables, all of them compiled.
  static let library: GuideLibrary = {
    do throws(GuideError) {
      let tables = try GuideLibrary { read(folder + "/" + $0) }
      for entry in tables.entries { _ = try tables.guide(for: entry) }
      return tables
    } catch {
      fatalError("the tables cannot be read: \(error)")
    }
  }()

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
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

// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Glibc
import Storage
import Values

/// `codes-bench CODEBOOKS`: how long it takes to tell whether a code is valid on a date, what that
/// allocates, and the memory of a process that has every installed codebook open.
///
/// Prints a line a figure: its name, a tab, its value.
@main
struct CodesBench {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: codes-bench CODEBOOKS")
      exit(64)
    }
    let store = CodebookStore(folder: CommandLine.arguments[1])
    let shelf = CodebookShelf(store)
    let library = CodeLibrary(releases: try store.releases()) { try shelf.open($0) }
    for release in library.releases { _ = try library.codebook(release) }
    let set = try library.codeSet(.icd10cm)
    show("memory.releases_open", library.releases.count)
    try showMemory()
    showValidity(set)
  }

  static func show(_ name: String, _ value: some CustomStringConvertible) {
    print("\(name)\t\(value)")
  }

  /// The process's own sums over its mappings, in KiB: those of `/proc/self/smaps_rollup`.
  static func showMemory() throws {
    let text = try String(decoding: Files.read("/proc/self/smaps_rollup"), as: UTF8.self)
    var total = 0
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 1, let size = Int(words[1]) else { continue }
      if words[0] == "Rss:" { show("memory.rss_kib", size) }
      if words[0].hasPrefix("Private_"), !words[0].hasPrefix("Private_Hugetlb") { total += size }
    }
    show("memory.private_kib", total)
  }

  /// Asks about every code of the newest edition, on days through three years, in an order
  /// that has no pattern.
  static func showValidity(_ set: CodeSet) {
    guard let table = set.newest else { return }
    var questions: [(PackedCode, CalendarDate)] = []
    var state: UInt64 = 20_260_401
    let start = table.release.period.effective.adding(days: -900)
    for position in 0..<table.count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      questions.append((table.code(at: position), start.adding(days: Int(state >> 33) % 1000)))
    }
    for index in stride(from: questions.count - 1, to: 0, by: -1) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      questions.swapAt(index, Int(state >> 33) % (index + 1))
    }
    var valid = 0
    var times: [UInt64] = []
    times.reserveCapacity(11)
    let before = allocations()
    for _ in 0..<11 {
      let begin = processorTime()
      for (code, day) in questions where set.isBillable(code, on: day) { valid += 1 }
      times.append(processorTime() - begin)
    }
    let after = allocations()
    times.sort()
    let calls = UInt64(questions.count)
    show("validity.codes", questions.count)
    show("validity.valid", valid / 11)
    show("validity.ns_median", times[5] / calls)
    show("validity.ns_best", times[0] / calls)
    if let before, let after {
      show("validity.allocations_per_million", (after - before) * 1_000_000 / (11 * Int(calls)))
    }
  }

  /// How often memory was asked for so far; nothing where the counter is not loaded before libc.
  static func allocations() -> Int? {
    guard let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "cleanclaim_bench_allocations")
    else { return nil }
    return unsafeBitCast(symbol, to: (@convention(c) () -> Int).self)()
  }

  /// Nanoseconds that this thread has had a processor: other people's work does not count.
  static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

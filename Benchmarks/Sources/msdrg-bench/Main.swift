// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Glibc
import Grouping
import Storage
import Values

/// Groups stays that lie in memory, over and over, and tells how many a second one processor does.
///
///     msdrg-bench CODEBOOKS STAYS [ROUNDS]
///
/// CODEBOOKS is the folder of an installation's codebooks, STAYS a file of records, one a line. Prints figures as
/// tab-separated lines: the stays a second of grouping with the editor, the best of five; the same over NDJSON; the
/// milliseconds that opening a version takes; the memory of the process with all versions open.
@main
struct MSDRGBench {
  static func main() throws {
    guard CommandLine.arguments.count > 2 else {
      print("usage: msdrg-bench CODEBOOKS STAYS [ROUNDS]")
      exit(64)
    }
    let store = CodebookStore(folder: CommandLine.arguments[1])
    let rounds = CommandLine.arguments.count > 3 ? Int(CommandLine.arguments[3]) ?? 5 : 5
    let bytes = try Files.read(CommandLine.arguments[2])
    let releases = try store.releases()
    var groupers: [Int: Grouper] = [:]
    let clock = ContinuousClock()
    let opening = try clock.measure {
      for release in releases where release.set == .msdrg {
        let grouper = try Grouper(store.open(release))
        groupers[grouper.version] = grouper
      }
    }
    var stays: [(grouper: Grouper, stay: InpatientRecord)] = []
    for line in bytes.split(separator: 0x0A) {
      guard let read = ReadStay.read(Array(line)).stay,
        let grouper = groupers[read.version ?? 0]
          ?? groupers.values.first(where: {
            $0.period.contains(read.stay.discharged)
          })
      else { continue }
      stays.append((grouper, read.stay))
    }
    print("msdrg.opening_ms\t\(milliseconds(opening) / Double(max(1, groupers.count)))")
    print("msdrg.versions\t\(groupers.count)")
    group(stays, rounds, clock)
    lines(bytes, groupers, rounds, clock)
    print("msdrg.resident_kib\t\(resident())")
  }

  private static func group(
    _ stays: [(grouper: Grouper, stay: InpatientRecord)], _ rounds: Int, _ clock: ContinuousClock
  ) {
    let work = GroupingWorkspace()
    var answer = GroupingAnswer()
    var best = Duration.seconds(1000)
    var check = 0
    var before: Int?
    for round in 0..<rounds {
      // The first round lets the lists grow to what they need.
      if round == 1 { before = allocations() }
      let took = clock.measure {
        for index in stays.indices {
          stays[index].grouper.group(stays[index].stay, into: &answer, using: work)
          check &+= answer.final.group
        }
      }
      best = min(best, took)
    }
    if let before, let after = allocations() { print("msdrg.allocations\t\(after - before)") }
    print("msdrg.stays\t\(stays.count)")
    print("msdrg.per_s\t\(Int(Double(stays.count) / (milliseconds(best) / 1000)))")
    // Printed so that the work cannot be left out.
    print("msdrg.check\t\(check / rounds)")
  }

  private static func lines(
    _ bytes: [UInt8], _ groupers: [Int: Grouper], _ rounds: Int, _ clock: ContinuousClock
  ) {
    let filter = InpatientFilter { version, day in
      version.flatMap { groupers[$0] } ?? groupers.values.first { $0.period.contains(day) }
    } report: { _, _, _ in
      []
    }
    var best = Duration.seconds(1000)
    var count = 0
    for _ in 0..<rounds {
      let took = clock.measure {
        var at = 0
        count = 0
        while at < bytes.count {
          var end = min(bytes.count, at + 1 << 18)
          while end < bytes.count, bytes[end - 1] != 0x0A { end += 1 }
          count += bytes[at..<end].withUnsafeBufferPointer { filter.run($0) }
          at = end
        }
      }
      best = min(best, took)
    }
    print("msdrg.ndjson_per_s\t\(Int(Double(count) / (milliseconds(best) / 1000)))")
  }

  /// How often memory was asked for, where the counting library is loaded.
  private static func allocations() -> Int? {
    guard let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "cleanclaim_bench_allocations")
    else { return nil }
    typealias Count = @convention(c) () -> Int
    return unsafeBitCast(symbol, to: Count.self)()
  }

  private static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
  }

  private static func resident() -> Int {
    guard let text = try? String(decoding: Files.read("/proc/self/status"), as: UTF8.self),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") })
    else { return 0 }
    return Int(line.filter(\.isNumber)) ?? 0
  }
}

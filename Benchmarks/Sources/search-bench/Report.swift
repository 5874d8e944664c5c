// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Values

extension SearchBench {
  /// The place of the first expected code among the hits; nothing where none is there.
  static func place(_ test: Case, _ indexes: [SearchIndex], federated: Bool) -> (Int?, [PackedCode])
  {
    if federated {
      let hits = FederatedSearch(indexes).search(SearchQuery(test.query), limit: 10)
      return (
        hits.firstIndex { $0.set == test.set && test.expected.contains($0.hit.code) },
        hits.map(\.hit.code)
      )
    }
    let sets = test.set == .icd9cm ? [.icd9cm, .icd9proc] : [test.set]
    let hits = FederatedSearch(indexes.filter { sets.contains($0.release.set) })
      .search(SearchQuery(test.query), limit: 10)
    return (hits.firstIndex { test.expected.contains($0.hit.code) }, hits.map(\.hit.code))
  }

  static func report(_ cases: [Case], _ indexes: [SearchIndex], misses: Bool) {
    for half in ["dev", "test"] {
      for federated in [false, true] {
        var totals: [String: (count: Int, first: Int, ten: Int)] = [:]
        for test in cases where test.half == half {
          let (place, codes) = place(test, indexes, federated: federated)
          for key in ["all", "set \(test.set)", "style \(test.style)"] {
            var total = totals[key] ?? (0, 0, 0)
            total.count += 1
            if place == 0 { total.first += 1 }
            if place != nil { total.ten += 1 }
            totals[key] = total
          }
          if misses, half == "dev", !federated, place != 0 {
            print(
              "  \(place.map { String($0 + 1) } ?? "-") \(test.set) \"\(test.query)\" want",
              test.expected.map(\.description).joined(separator: "|"), "got",
              codes.prefix(4).map(\.description).joined(separator: " "))
          }
        }
        print("\(half), \(federated ? "all sets" : "own set")")
        for (key, total) in totals.sorted(by: { $0.key < $1.key }) {
          func share(_ count: Int) -> String {
            String(format: "%5.1f%%", 100 * Double(count) / Double(total.count))
          }
          print(
            "  \(key.padding(toLength: 22, withPad: " ", startingAt: 0)) \(total.count)\ttop-1 \(share(total.first))  top-10 \(share(total.ten))"
          )
        }
      }
    }
  }

  /// p50 and p99 of one query over all sets, in microseconds of processor time: as written, and misspelt.
  static func time(_ cases: [Case], _ indexes: [SearchIndex]) {
    let search = FederatedSearch(indexes)
    let misspelt = cases.map { swapped($0.query) }
    for (name, queries) in [("as written", cases.map(\.query)), ("misspelt", misspelt)] {
      var times: [(UInt64, String)] = []
      for _ in 0..<3 { for query in queries { _ = search.search(SearchQuery(query), limit: 10) } }
      for _ in 0..<(CommandLine.arguments.contains("long") ? 60 : 5) {
        for query in queries {
          let start = processorTime()
          _ = search.search(SearchQuery(query), limit: 10)
          times.append((processorTime() - start, query))
        }
      }
      times.sort { $0.0 < $1.0 }
      func at(_ share: Double) -> String {
        let (took, query) = times[min(times.count - 1, Int(Double(times.count) * share))]
        return "\(took / 1000) µs (\(query))"
      }
      print("time \(name): p50 \(at(0.5)), p99 \(at(0.99)), max \(at(1))")
    }
  }

  /// Nanoseconds that this thread has had a processor: other people's work does not count.
  static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// The query with two neighbouring letters of its longest word swapped.
  static func swapped(_ query: String) -> String {
    var words = query.split(separator: " ").map(Array.init)
    guard let longest = words.indices.max(by: { words[$0].count < words[$1].count }),
      words[longest].count > 4
    else { return query }
    words[longest].swapAt(2, 3)
    return words.map { String($0) }.joined(separator: " ")
  }

  static func ask(_ query: String, _ indexes: [SearchIndex]) {
    print(query)
    for index in indexes {
      for hit in index.search(SearchQuery(query), limit: 6) {
        print(
          " ", index.release.set, hit.code, hit.score, hit.kind.name, hit.phrase,
          hit.via.map { "via \($0)" } ?? "",
          hit.matches.map { "\($0.words)=\($0.way):\($0.found)" }.joined(separator: "; "))
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Memory that a search needs while it runs: for each phrase, which parts of the query it has.
final class SearchWorkspace {
  let masks: UnsafeMutablePointer<UInt32>
  /// The phrases that have some part of the query.
  var touched: [UInt32] = []
  let count: Int

  init(count: Int) {
    self.count = count
    masks = .allocate(capacity: max(1, count))
    masks.initialize(repeating: 0, count: max(1, count))
  }

  /// Makes all masks zero again.
  func clear() {
    for phrase in touched { masks[Int(phrase)] = 0 }
    touched.removeAll(keepingCapacity: true)
  }

  deinit { masks.deallocate() }
}

/// Keeps one workspace for the next search; searches at the same time get one of their own.
final class SearchWorkspaces: @unchecked Sendable {
  private let isTaken = Atomic<Bool>(false)
  private var kept: SearchWorkspace?

  func with<Result>(count: Int, _ body: (SearchWorkspace) -> Result) -> Result {
    let (taken, _) = isTaken.compareExchange(
      expected: false, desired: true, ordering: .acquiringAndReleasing)
    guard taken else { return body(SearchWorkspace(count: count)) }
    defer { isTaken.store(false, ordering: .releasing) }
    let workspace = kept ?? SearchWorkspace(count: count)
    kept = workspace
    defer { workspace.clear() }
    return body(workspace)
  }
}

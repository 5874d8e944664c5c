// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Synchronization

/// The codebooks of a store that are open: each is opened and checked once and then kept.
public final class CodebookShelf: Sendable {
  private let store: CodebookStore
  private let opened = Mutex<[String: Codebook]>([:])

  /// Starts with none open.
  public init(_ store: CodebookStore) { self.store = store }

  /// The codebook of a release.
  public func open(_ release: Release) throws(CodebookStore.Failure) -> Codebook {
    if let book = opened.withLock({ $0[release.name] }) { return book }
    let book = try store.open(release)
    opened.withLock { $0[release.name] = book }
    return book
  }
}

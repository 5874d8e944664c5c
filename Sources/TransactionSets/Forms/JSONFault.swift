// SPDX-License-Identifier: Apache-2.0

/// A place in a JSON document that cannot be turned into a value of the model.
public struct JSONFault: Error, Hashable, Sendable {
  /// The member, such as `claims[2].lines[0].charge`.
  public let path: String

  /// Makes a fault.
  public init(path: String) { self.path = path }
}

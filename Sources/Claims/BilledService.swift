// SPDX-License-Identifier: Apache-2.0

/// A service as a composite of a transaction set names it: code list, code, modifiers.
///
///     BilledService("HC", "99213", modifiers: ["25"])   // HC:99213:25
public struct BilledService: Hashable, Sendable {
  /// The code list: `HC` for HCPCS and CPT, `AD` for CDT, `N4` for an NDC, `NU` for a revenue code.
  public var codeList: String
  /// The code.
  public var code: String
  /// Up to four modifiers.
  public var modifiers: [String]
  /// The service in words.
  public var description: String?
  /// The last code of a range that begins with ``code``.
  public var rangeEnd: String?

  /// Makes a service.
  public init(
    _ codeList: String = "", _ code: String = "", modifiers: [String] = [],
    description: String? = nil
  ) {
    self.codeList = codeList
    self.code = code
    self.modifiers = modifiers
    self.description = description
  }
}

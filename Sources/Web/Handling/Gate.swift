// SPDX-License-Identifier: Apache-2.0

import Access
import Values
import Workflows

/// Whether somebody may do what a route does: the one place where that is decided.
///
/// Source: 45 CFR 164.312(a)(1) and (d); ASVS 5.0, V8.
struct Gate {
  /// What is decided.
  enum Verdict {
    /// It may be done.
    case open
    /// Nobody has come in, or the session has ended.
    case comeIn
    /// A code or another password comes first.
    case goOn(SignedIn.Step)
    /// The roles do not give it.
    case closed
    /// The form is not of this session: another site may have sent it.
    case foreign
  }

  /// Decides.
  ///
  /// - Parameter key: The form's key of the session, as the request has it.
  static func verdict(
    _ route: Route, _ coming: Coming?, key: String?, isForeign: Bool
  ) -> Verdict {
    if route.verb == .post, isForeign { return .foreign }
    guard route.need != .anybody else { return .open }
    guard let coming else { return .comeIn }
    if route.verb == .post, key != coming.formKey { return .foreign }
    if let step = coming.next, !isStep(route) { return .goOn(step) }
    guard case .action(let name) = route.need else { return .open }
    let permissions = Permissions.standard
    guard let action = permissions[name] else { return .closed }
    if permissions.may(coming.roles, action) { return .open }
    // In an emergency what is read is open; what is changed is not.
    return coming.emergency.isEmpty || route.verb == .post || !isPatients(name) ? .closed : .open
  }

  /// What an emergency opens: the data of patients.
  static func isPatients(_ action: String) -> Bool {
    ["charts.read", "claims.read", "patients.read", "statements.read"].contains(action)
  }

  /// Whether a route is part of coming in.
  private static func isStep(_ route: Route) -> Bool {
    ["/code", "/password", "/logout"].contains(route.path)
  }
}

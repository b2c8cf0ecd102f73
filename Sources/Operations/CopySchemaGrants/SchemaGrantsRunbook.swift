import Catalogs
import Foundations
import Plans

/// What a person must know of grants on created schemas.
extension CopySchemaGrants {
  /// Also where nothing is to be copied, since everybody has these privileges already: the plan asks for it.
  func runbook(_ context: RunbookContext) -> String {
    if isUnwanted { return "" }
    var text = ""
    text.write(
      """
      ## Grants on created schemas

      Whoever has rights on the one schema gets the same on the other, as soon as it is created:

      | Grantee | As on | On | Rights |
      |---|---|---|---|
      """)
    for grants in schemas {
      for copy in grants.copies {
        let privileges =
          copy.privileges + (copy.isGrantable ? [GrantedPrivilege.grantOption.privilege] : [])
        text.write(
          "| \(MarkdownText.code(copy.grantee.text)) | \(MarkdownText.code(grants.like)) | \(MarkdownText.code(grants.schema)) "
            + "| \(privileges.map(MarkdownText.code).joined(separator: ", ")) |")
      }
    }
    text.write(
      """

      Who is not listed has these rights already, by a pattern that covers both schemas or on the whole server. A row
      may hold more than the old schema's rights: a grant on the very name of a schema hides what its grantee has by
      patterns, so that is granted too. \(MarkdownText.code(context.files.dropSchemas)) revokes a grant, just before it drops the schema, if
      nobody has changed it; a changed one stays.

      """)
    return text
  }
}

//! The macro behind the table of calls.

/// Makes of the rows a list of names, a router and the TypeScript of every type that they name.
macro_rules! table {
    ($($name:ident($request:ty) -> $reply:ty = $handler:path;)*) => {
        /// The names of all calls, in the order of the table.
        pub const CALLS: &[&str] = &[$(stringify!($name)),*];

        /// Makes a call: JSON in, JSON out.
        ///
        /// # Errors
        /// `not_found` for a call that is not in the table, `bad_input` for a request that does not fit it, and what the
        /// call itself answers.
        pub fn call(api: &Api<'_>, name: &str, request: serde_json::Value) -> Result<serde_json::Value, ApiError> {
            match name {
                $(stringify!($name) => {
                    let request: $request = serde_json::from_value(request).map_err(|error| ApiError::request(name, &error))?;
                    let reply: $reply = $handler(api, request)?;
                    serde_json::to_value(reply).map_err(|error| ApiError::from(crate::Error::from(error)))
                })*
                _ => Err(ApiError::unknown_call(name)),
            }
        }

        /// The calls as typed functions, for callers in Rust.
        pub mod typed {
            use super::*;
            $(
                #[doc = concat!("The call `", stringify!($name), "`.")]
                ///
                /// # Errors
                /// What the call answers.
                pub fn $name(api: &Api<'_>, request: $request) -> Result<$reply, ApiError> {
                    Ok($handler(api, request)?)
                }
            )*
        }

        /// The TypeScript of the table: every type once, and a map from names of calls to request and reply.
        pub fn typescript() -> String {
            let mut types = typescript::Types::default();
            $(types.row::<$request, $reply>(stringify!($name));)*
            types.also::<crate::change::Changes>();
            types.also::<ApiError>();
            types.finish()
        }
    };
}
